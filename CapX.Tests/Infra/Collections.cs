using CapX.Tests.Browser;
using Xunit;

namespace CapX.Tests.Infra;

// A test class names its collection. The classes of a collection run one after another and share its database. The first two collections run side by side.
// A class without a collection uses no database.

/// <summary>Tests of one feature, on one database.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDatabase : ICollectionFixture<DatabaseFixture>
{
    public const string Name = "database";
}

/// <summary>Tests of everything that the whole site can be asked, in Attacks and Permissions, on a database of their own.</summary>
[CollectionDefinition(Name)]
public sealed class WholeSite : ICollectionFixture<DatabaseFixture>
{
    public const string Name = "whole site";
}

/// <summary>Browser tests share one program and one chromium, on a database of their own. No other test runs beside them: on two busy cores, one of them
/// ran out of time in each run.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SharedBrowser : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}

/// <summary>Tests that measure time or memory, or that stop the published program. No other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone : ICollectionFixture<DatabaseFixture>
{
    public const string Name = "measured alone";
}
