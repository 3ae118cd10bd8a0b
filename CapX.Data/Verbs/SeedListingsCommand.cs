using System.Security.Cryptography;
using System.Text;
using CapX.Data.Listings;
using Dapper;

namespace CapX.Data.Verbs;

/// <summary>Adds sample listings of sample people and organizations to a development database. Existing ones stay.</summary>
public sealed class SeedListingsCommand(Database database, Vocabulary vocabulary)
{
    public const int Count = 60;

    private const string SameSql = "SELECT COUNT(*) FROM listing WHERE form_key = @key";

    // Every third listing belongs to an organization. Without seeded people there are no listings.
    private const string OwnerSql = """
        SELECT p.id AS Item1, (SELECT o.id FROM organization o WHERE o.slug LIKE 'sample-%' AND o.state = 'confirmed' AND @number % 3 = 0 ORDER BY o.id
               LIMIT 1 OFFSET @place) AS Item2
          FROM person p WHERE p.id = @person
        """;

    private const string CloseSql = "UPDATE listing SET state = 'closed' WHERE id = @id";

    private static readonly string[][] Titles =
    [
        ["Sample: who can show us {0}?", "Sample: our group is stuck with {0}", "Sample: looking for a partner for {0}"],
        ["Sample: I can help with {0} on weekends", "Sample: two hours a month for {0}"],
        ["Sample: we review your work on {0}", "Sample: a monthly clinic on {0}"],
        ["Sample: a course on {0}", "Sample: slides about {0}", "Sample: a meeting room for {0}"],
    ];

    private static readonly string[] Texts =
        ["A sample listing. No one posted it. It is here so that lists have something to show.",
        "A sample text. It would say what is needed, by when, and what would be a good result."];

    /// <summary>Creates the same listings for the same seed. Throws <see cref="SeedRefusedException"/> for a possible production database.</summary>
    public async Task RunAsync(int seed, CancellationToken token = default)
    {
        if (SeedPeopleCommand.Refusal(database.IsOnThisMachine, database.Name) is { } refusal) throw new SeedRefusedException(refusal);
        for (var number = 0; number < Count; number++)
        {
            var (form, posted) = Make(seed, number);
            var key = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"sample listing {number}")).AsSpan(0, 16));
            await database.WriteAsync(async transaction =>
            {
                var connection = transaction.Connection!;
                if (await connection.ExecuteScalarAsync<long>(SameSql, new { key = key.ToByteArray() }, transaction) > 0) return 0;
                var person = SamplePeople.FirstId + (ulong)number;
                if (await connection.QuerySingleOrDefaultAsync<(ulong Person, ulong? Organization)?>(OwnerSql, new { person, number, place = number / 3 },
                    transaction) is not { } owner) return 0;
                var id = await ListingRows.InsertAsync(transaction, owner.Organization is null ? owner.Person : null, owner.Organization, form, key, posted);
                await ListingRows.WriteAsync(transaction, vocabulary, id, form, posted, isNew: true);
                if (number % 12 != 11) return 1;
                await connection.ExecuteAsync(CloseSql, new { id }, transaction);
                await ListingRows.ListAsync(transaction, vocabulary, id);
                return 1;
            }, token).ConfigureAwait(false);
        }
    }

    private (ListingForm Form, DateTime Posted) Make(int seed, int number)
    {
        var random = new SampleRandom(seed, number);
        var capacities = vocabulary.Capacities.Entries.Where(c => c.Parent is not null).ToList();
        var about = random.Pick(capacities);
        var kind = number % ListingKind.All.Count;
        var isMaterial = kind == 3 && number % 3 != 2;
        var form = new ListingForm
        {
            Kind = ListingKind.All[kind],
            Resource = kind != 3 ? "" : isMaterial ? ResourceKind.LearningMaterial : random.Pick(ResourceKind.All),
            Title = string.Format(System.Globalization.CultureInfo.InvariantCulture, random.Pick(Titles[kind]), about.Name(["en"])),
            Text = random.Pick(Texts),
            Language = "en",
            Capacities = random.Chance(40) ? [about.Code, random.Pick(capacities).Code] : [about.Code],
            Methods = random.Chance(70) ? [random.Pick(Methods.All)] : [],
            Anywhere = random.Chance(50),
            Territories = random.Chance(60) ? [random.Pick(SampleHome.All).Territories[0]] : [],
            Languages = random.Chance(70) ? [random.Pick(SampleHome.All).Language] : [],
            Link = isMaterial ? $"https://example.org/sample-material-{number}" : "",
            Licence = isMaterial ? random.Pick(MaterialLicence.All) : "",
            Format = isMaterial ? random.Pick(MaterialFormat.All) : "",
            IsPublic = random.Chance(80),
        };
        return (form, SamplePeople.End.AddHours(-random.Next(5_000)));
    }
}
