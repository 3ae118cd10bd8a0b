using System.Xml.Linq;
using CapX.Data.SignIn;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CapX.App.SignIn;

/// <summary>Keeps ASP.NET's keys in the database, so that cookies survive a deploy, which loses all files. The framework asks synchronously, and rarely.</summary>
internal sealed class DatabaseKeyRing(KeyRingQuery read, KeepKeyCommand keep) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. read.RunAsync().GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => keep.RunAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting)).GetAwaiter().GetResult();
}
