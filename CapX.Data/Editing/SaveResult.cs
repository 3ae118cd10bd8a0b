using CapX.Data.Permissions;

namespace CapX.Data.Editing;

/// <summary>The result of saving a form. Nothing was changed unless it is <see cref="FormSaved"/>.</summary>
public abstract record SaveResult;

/// <summary>Saved now, or before by the same form. The next save starts from this version. Time in UTC.</summary>
public record FormSaved(uint Version, DateTime At) : SaveResult;

/// <summary>Someone else saved after this form was opened. Contains what they saved. Time in UTC.</summary>
public sealed record FormStale<TForm>(TForm Current, uint Version, DateTime At) : SaveResult;

/// <summary>The session has ended, or the account may not save this form.</summary>
public sealed record FormRefused(ActorStanding Why) : SaveResult;

/// <summary>The thing does not exist, or the actor may not edit it.</summary>
public sealed record FormNotFound : SaveResult;

public sealed record FormInvalid<TField>(IReadOnlyList<FormError<TField>> Errors) : SaveResult where TField : struct, Enum;

public sealed record FormTooOften(TimeSpan Wait) : SaveResult;
