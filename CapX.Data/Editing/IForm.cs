namespace CapX.Data.Editing;

/// <summary>A form of which two windows may hold two texts.</summary>
public interface IForm<TSelf, TField> where TField : struct, Enum
{
    /// <summary>The fields in which two forms say something else; the order of a list says nothing.</summary>
    IEnumerable<TField> DiffersIn(TSelf other);

    /// <summary>The same form with one field as in another form.</summary>
    TSelf WithField(TField field, TSelf other);
}
