using System.Security.Cryptography;
using System.Text;
using CapX.Data.Organizations;
using Dapper;

namespace CapX.Data.Verbs;

/// <summary>Adds confirmed sample organizations, managed by sample people, to a development database. Existing ones stay.</summary>
public sealed class SeedOrganizationsCommand(Database database, Vocabulary vocabulary)
{
    public const int Count = 24;

    private const string SameSql = "SELECT id FROM organization WHERE form_key = @key";

    private const string ManagerSql = """
        INSERT IGNORE INTO organization_person (organization_id, person_id, standing, since_at)
        SELECT @id, p.id, IF(p.id = @manager, 'manager', 'member'), @now FROM person p WHERE p.id IN (@manager, @manager + 1)
        """;

    private static readonly string[] Places = ["GH", "NG", "BR", "ID", "IN", "FR", "EG", "MX", "KE", "PL", "PH", "AR"];

    /// <summary>Creates the same organizations for the same seed. Throws <see cref="SeedRefusedException"/> for a possible production database.</summary>
    public async Task RunAsync(int seed, CancellationToken token = default)
    {
        if (SeedPeopleCommand.Refusal(database.IsOnThisMachine, database.Name) is { } refusal) throw new SeedRefusedException(refusal);
        for (var number = 0; number < Count; number++)
        {
            var (form, made) = Make(seed, number);
            var key = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"sample organization {number}")).AsSpan(0, 16));
            var manager = SamplePeople.FirstId + (ulong)(number * 2);
            await database.WriteAsync(async transaction =>
            {
                var id = await transaction.Connection!.QuerySingleOrDefaultAsync<ulong?>(SameSql, new { key = key.ToByteArray() }, transaction) ?? 0;
                if (id == 0)
                {
                    id = await OrganizationRows.InsertAsync(transaction, form, OrganizationState.Confirmed, key, made);
                    await OrganizationRows.WriteAsync(transaction, vocabulary, id, form, made, isNew: true);
                    await OrganizationRows.NoteAsync(transaction, id, null, OrganizationChange.Imported, made, form);
                }
                return await transaction.Connection!.ExecuteAsync(ManagerSql, new { id, manager, now = made }, transaction);
            }, token).ConfigureAwait(false);
        }
    }

    private (OrganizationForm Form, DateTime Made) Make(int seed, int number)
    {
        var random = new SampleRandom(seed, number);
        var place = vocabulary.Territories[Places[number % Places.Length]];
        var capacities = vocabulary.Capacities.Entries.Where(c => c.Parent is not null).Select(c => c.Code).ToList();
        string[] Some(int most) => [.. Enumerable.Range(0, 1 + random.Next(most)).Select(_ => random.Pick(capacities)).Distinct()];
        SharedCapacity Shared(string code) => new(code, [random.Pick(Methods.All)], null);
        var type = OrganizationType.All[number % OrganizationType.All.Count];
        var form = new OrganizationForm
        {
            Names = [new("en", $"Sample {(number < Places.Length ? "Group" : "Circle")} of {place.Name(["en"])}"),
                new("fr", $"{(number < Places.Length ? "Groupe" : "Cercle")} exemple ({place.Name(["fr"])})")],
            Type = type,
            About = "A sample, not a real organization. It meets twice a month and teaches what it knows.",
            AboutLanguage = "en",
            Territories = [place.Code],
            Projects = [random.Pick(vocabulary.Projects.Entries).Code],
            Offers = [.. Some(4).Select(Shared)],
            Wants = [.. Some(3).Select(Shared)],
            Website = $"https://example.org/sample-{number}",
        };
        return (form.Check(vocabulary).Form, SamplePeople.End.AddHours(-random.Next(10_000)));
    }
}
