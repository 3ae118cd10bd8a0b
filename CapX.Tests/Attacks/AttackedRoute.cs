using System.Reflection;
using System.Text.RegularExpressions;
using CapX.App.Matches;
using CapX.App.People;
using CapX.App.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace CapX.Tests.Attacks;

/// <summary>The inputs that a route declares in code: query parameters, form fields and route values.</summary>
internal sealed partial class AttackedRoute(RouteEndpoint route)
{
    /// <summary>Routes that carry no text of people, each with its reason.</summary>
    private static readonly Dictionary<string, string> Excused = new(StringComparer.Ordinal)
    {
        ["/_blazor"] = "the framework's line to live parts: their fields go through the commands, which the corpus calls",
        ["/_framework"] = "files of the framework",
        ["/practice-wiki"] = "stands for another site, in development only",
        ["/{**path:file}"] = "says of every other file that there is none",
        ["/api/{**rest}"] = "says of all else below /api that there is none",
    };

    private static readonly IReadOnlyList<SearchList> Lists = [PeopleFilterParser.List, MatchParameters.List, .. CatalogueFilterParser.All.Select(l => l.List)];

    private static readonly string[] OfLists =
        ["q", SearchChoice.OrderParameter, "page", "pageSize", SearchChoice.PastParameter, SearchChoice.TabParameter, "all", MatchParameters.Languages,
        MatchParameters.Ring, MatchParameters.Through, "facet", "find",
        .. Lists.SelectMany(l => l.Facets).SelectMany(f => new[] { f.Name, f.FindParameter }).Distinct()];

    public string Pattern { get; } = "/" + route.RoutePattern.RawText!.TrimStart('/');

    public IReadOnlyList<string> Methods { get; } = [.. AttackApp.MethodsOf(route)];

    public bool IsExcused =>
        route.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || Excused.Keys.Any(known => Pattern.StartsWith(known, StringComparison.Ordinal));

    public bool IsPage => Component is not null;

    /// <summary>True if the page or endpoint reads list filters, whose parameter names no attribute declares.</summary>
    public bool IsList =>
        Lists.Any(l => l.Path == Pattern || l.Options == Pattern || $"/api/v1{l.Path}" == Pattern
            || Pattern.StartsWith($"{l.Path}/feed", StringComparison.Ordinal)) || Pattern == "/search";

    /// <summary>The route values that accept any text.</summary>
    public IEnumerable<string> Parts => route.RoutePattern.Parameters.Where(p => p.ParameterPolicies.Count == 0).Select(p => p.Name);

    public IEnumerable<string> Parameters =>
        Declared<SupplyParameterFromQueryAttribute>(a => a.Name)
            .Concat(route.Metadata.GetMetadata<MethodInfo>()?.GetParameters()
            .Where(p => p.ParameterType == typeof(string) && p.GetCustomAttribute<FromFormAttribute>() is null
                && !Pattern.Contains($"{{{p.Name}", StringComparison.Ordinal) && Methods.Contains("GET")).Select(p => p.Name!) ?? [])
        .Concat(IsList ? OfLists : []).Distinct();

    public IEnumerable<string> Fields =>
        Declared<SupplyParameterFromFormAttribute>(a => a.Name)
            .Concat(route.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Select(p => (p.Name, Form: p.GetCustomAttribute<FromFormAttribute>()))
            .Where(p => p.Form is not null).Select(p => p.Form!.Name ?? p.Name!) ?? []);

    private Type? Component => route.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;

    /// <summary>Builds a URL of this route from values for its parts.</summary>
    public string With(Func<string, string> value) => Part().Replace(Pattern, part => value(part.Groups["name"].Value));

    public bool Matches(string address) =>
        Regex.IsMatch(address.Split('?')[0],
            $"^{Part().Replace(Regex.Escape(Pattern).Replace(@"\{", "{", StringComparison.Ordinal).Replace(@"\ ", " ", StringComparison.Ordinal), "[^/]+")}$");

    private IEnumerable<string> Declared<T>(Func<T, string?> name) where T : Attribute =>
        Component?.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => (p.Name, From: p.GetCustomAttribute<T>()))
            .Where(p => p.From is not null).Select(p => name(p.From!) ?? p.Name) ?? [];

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)(:[^}]*)?\}")]
    private static partial Regex Part();
}
