using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;

namespace CapX.App.Shell;

/// <summary>Omits the encrypted component state on visitors' pages: 0.6 KB that do not compress. The framework appends it to every page of an app that
/// allows interactive components, even when the page has none.</summary>
internal static class PageState
{
    // The type is internal to the framework. An endpoint whose list is empty gets no state, and must not have an interactive component.
    private const string RenderModes = "ConfiguredRenderModesMetadata";

    private static readonly ConditionalWeakTable<Endpoint, Endpoint> Stateless = [];

    public static void UseStatelessPages(this WebApplication app) => app.Use((context, next) =>
    {
        if (ReadByAllAttribute.IsOf(context)) context.SetEndpoint(Stateless.GetValue(context.GetEndpoint()!, WithoutModes));
        return next(context);
    });

    private static Endpoint WithoutModes(Endpoint page)
    {
        var modes = page.Metadata.FirstOrDefault(metadata => metadata.GetType().Name == RenderModes);
        if (modes is null || page is not RouteEndpoint { RequestDelegate: { } render } route) return page;
        // The last of several values counts.
        var none = Activator.CreateInstance(modes.GetType(), [Array.Empty<IComponentRenderMode>()])!;
        return new RouteEndpoint(render, route.RoutePattern, route.Order, new EndpointMetadataCollection([.. page.Metadata, none]), page.DisplayName);
    }
}
