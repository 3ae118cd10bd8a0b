using CapX.App.Verbs;

namespace CapX.App;

/// <summary>The configuration. Read once from environment variables. An invalid value stops the start with the name of its variable.</summary>
public sealed record Settings
{
    private const string PracticePath = "/practice-wiki/w";
    private const string DefaultEmergency = "emergency@wikimedia.org";
    private const string DefaultSource = "https://gitlab.wikimedia.org/toolforge-repos/capx";

    public required string Database { get; init; }

    /// <summary>Encrypts the secrets in the database. Prints no key.</summary>
    public required SecretBox Secrets { get; init; }

    /// <summary>The public URL of the site, without trailing slash.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>The wiki's script path, such as https://meta.wikimedia.org/w, without trailing slash.</summary>
    public required Uri WikiBaseUrl { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    /// <summary>The OAuth consumer for sending in a user's name. Null when this site does not offer that.</summary>
    public string? SendingClientId { get; init; }

    public string? SendingClientSecret { get; init; }

    /// <summary>True when messages may be sent through the wiki. Otherwise people are only reached in the tool.</summary>
    public bool SendsOnWiki => SendingClientId is not null;

    /// <summary>The mail address or page of the maintainers. Shown in the footer and sent to the wiki with every request.</summary>
    public required string Contact { get; init; }

    public required Uri SourceUrl { get; init; }

    /// <summary>The contact for threats of harm: a mail address or a page, shown above the report form.</summary>
    public required string EmergencyContact { get; init; }

    /// <summary>The mail address to notify when no moderator may handle a case. Null for none: then only stewards see the case.</summary>
    public string? FallbackContact { get; init; }

    /// <summary>The mail server for these mails, as host:port.</summary>
    public string? MailServer { get; init; }

    /// <summary>True when the wiki is the practice wiki inside this app. Development only.</summary>
    public bool UsesPracticeWiki { get; init; }

    public bool IsHttps => PublicUrl.Scheme == Uri.UriSchemeHttps;

    /// <summary>The User-Agent for requests to the wiki. Headers are ASCII, so other characters of the contact are replaced.</summary>
    public string UserAgent => string.Concat($"CapX/1.0 ({PublicUrl.ToString().TrimEnd('/')}; {Contact})".Select(c => c is >= ' ' and <= '~' ? c : '?'));

    /// <summary>Reads and validates all settings.</summary>
    /// <exception cref="SettingsException">A setting is missing or invalid.</exception>
    public static Settings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var isDevelopment = environment.IsDevelopment();
        var bound = BoundUrl(configuration);
        var wiki = configuration["MediaWiki:BaseUrl"];
        var usesPractice = string.IsNullOrWhiteSpace(wiki);
        if (usesPractice && !isDevelopment)
            throw new SettingsException("MediaWiki__BaseUrl is not set. Set it to the wiki's script path, such as https://meta.wikimedia.org/w.");
        if (usesPractice && !string.IsNullOrEmpty(configuration["TOOL_TOOLSDB_USER"]))
            throw new SettingsException("MediaWiki__BaseUrl is not set. On Toolforge, anyone could log in as anyone with the practice wiki, even in "
                + "development. Set it to the wiki's script path, such as https://meta.wikimedia.org/w.");
        if (wiki?.Contains("/practice-wiki", StringComparison.OrdinalIgnoreCase) == true && !isDevelopment)
            throw new SettingsException("MediaWiki__BaseUrl is the address of the practice wiki, which exists only in development. "
                + "Set it to the wiki's script path, such as https://meta.wikimedia.org/w.");
        var (sendingId, sendingSecret) = usesPractice ? ("practice-sending", "practice-sending-secret")
            : (Optional(configuration["MediaWiki:Sending:ClientId"]), Optional(configuration["MediaWiki:Sending:ClientSecret"]));
        if (sendingId is null != sendingSecret is null)
        {
            var (missing, present) = sendingId is null ? ("ClientId", "ClientSecret") : ("ClientSecret", "ClientId");
            throw new SettingsException($"MediaWiki__Sending__{missing} is not set, but MediaWiki__Sending__{present} is. "
                + "Set both, or neither if CapX must not send messages on the wiki.");
        }
        return new Settings
        {
            Database = DatabaseFrom(name => configuration[name]),
            Secrets = SecretKeys.Read(name => configuration[name], isDevelopment),
            PublicUrl = Origin("CAPX_PUBLIC_URL", configuration["CAPX_PUBLIC_URL"] ?? (isDevelopment ? bound : null)),
            WikiBaseUrl = Address("MediaWiki__BaseUrl", usesPractice ? bound + PracticePath : wiki),
            ClientId = usesPractice ? "practice" : Required("MediaWiki__ClientId", configuration["MediaWiki:ClientId"]),
            ClientSecret = usesPractice ? "practice-secret" : Required("MediaWiki__ClientSecret", configuration["MediaWiki:ClientSecret"]),
            SendingClientId = sendingId,
            SendingClientSecret = sendingSecret,
            Contact = isDevelopment ? configuration["CAPX_CONTACT"] ?? "capx@example.org" : Required("CAPX_CONTACT", configuration["CAPX_CONTACT"]),
            SourceUrl = Address("CAPX_SOURCE_URL", configuration["CAPX_SOURCE_URL"] ?? DefaultSource),
            EmergencyContact = Optional(configuration["CAPX_EMERGENCY_CONTACT"]) ?? DefaultEmergency,
            FallbackContact = Optional(configuration["CAPX_FALLBACK_CONTACT"]),
            MailServer = Optional(configuration["CAPX_MAIL_SERVER"]),
            UsesPracticeWiki = usesPractice,
        };
    }

    /// <summary>True in the development environment, for verbs. Toolforge is never one, whatever the variables say.</summary>
    public static bool IsDevelopment => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TOOL_TOOLSDB_USER"))
        && Environments.Development.Equals(Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"), StringComparison.OrdinalIgnoreCase);

    /// <summary>The connection string for verbs that need only the database.</summary>
    /// <exception cref="SettingsException">No connection is configured.</exception>
    public static string DatabaseFromEnvironment() => DatabaseFrom(Environment.GetEnvironmentVariable);

    private static string DatabaseFrom(Func<string, string?> read)
    {
        if (read("CAPX_DATABASE") is { Length: > 0 } database) return database;
        var (user, password) = (read("TOOL_TOOLSDB_USER"), read("TOOL_TOOLSDB_PASSWORD"));
        if (string.IsNullOrEmpty(user) || string.IsNullOrEmpty(password))
            throw new SettingsException("CAPX_DATABASE is not set, and neither are TOOL_TOOLSDB_USER and TOOL_TOOLSDB_PASSWORD. "
                + "Set CAPX_DATABASE to the connection string of the database. In a checkout, use ./capx, which starts a database.");
        return $"Server=tools.db.svc.wikimedia.cloud;Port=3306;User ID={user};Password={password};Database={user}__capx";
    }

    /// <summary>The first address that the server listens on.</summary>
    private static string BoundUrl(IConfiguration configuration)
    {
        var url = (configuration["urls"] ?? "http://127.0.0.1:5080").Split(';')[0].Trim();
        var address = url.Replace("*", "127.0.0.1", StringComparison.Ordinal).Replace("+", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/');
        if (Uri.TryCreate(address, UriKind.Absolute, out var bound) && bound.Scheme is "http" or "https") return address;
        throw new SettingsException($"--urls (or ASPNETCORE_URLS) is not a valid address: {url}. Use an address such as http://127.0.0.1:5080");
    }

    private static string? Optional(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string Required(string name, string? value) =>
        string.IsNullOrWhiteSpace(value) ? throw new SettingsException($"{name} is not set. README.md explains it under “Configuration”.") : value.Trim();

    /// <summary>Parses an address without path, because all links start at the root. Normalized to the form of the Origin header.</summary>
    private static Uri Origin(string name, string? value)
    {
        var address = Address(name, value);
        return address.AbsolutePath == "/"
            ? new UriBuilder(address.Scheme, address.IdnHost, address.Port).Uri
            : throw new SettingsException($"{name} must be an address without a path, but is: {value}");
    }

    private static Uri Address(string name, string? value)
    {
        if (!Uri.TryCreate(Required(name, value).TrimEnd('/'), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.Query.Length > 0)
            throw new SettingsException($"{name} must be an http or https address without a query string, but is: {value}");
        return address;
    }
}

/// <summary>A setting is missing or invalid. The message names the environment variable.</summary>
public sealed class SettingsException(string message) : Exception(message);
