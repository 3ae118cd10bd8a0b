namespace CapX.Data.Editing;

/// <summary>A form that may be open in two windows with different contents.</summary>
public interface IForm<TSelf, TField> where TField : struct, Enum
{
    /// <summary>Returns the fields whose values differ. The order of a list does not matter.</summary>
    IEnumerable<TField> DiffersIn(TSelf other);

    /// <summary>Returns this form with one field taken from the other form.</summary>
    TSelf WithField(TField field, TSelf other);
}
