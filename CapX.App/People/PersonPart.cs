using CapX.Data.People;
using Microsoft.AspNetCore.Components;

namespace CapX.App.People;

/// <summary>What another feature shows on a person's page. Each feature registers its own, in the order of the page.</summary>
public abstract class PersonPart
{
    /// <summary>Reads it for a viewer, and returns how to draw it. Null when there is nothing to read.</summary>
    public abstract Task<RenderFragment?> ReadAsync(ProfileFound found, Viewer viewer, HttpContext http);
}
