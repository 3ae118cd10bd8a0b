using System.Data;
using Dapper;

namespace CapX.Data.People;

/// <summary>What the index must know of the people whom members may find in lists, read by ascending id in portions.</summary>
internal sealed class IndexedPeopleQuery(Database database)
{
    /// <summary>Any member: the index holds whom members may see, and marks those who are public.</summary>
    private const ulong SomeMember = 0;

    private const string PersonSql = $"""
        SELECT p.id AS {nameof(PersonRead.Id)}, p.username AS {nameof(PersonRead.Username)}, p.display_name AS {nameof(PersonRead.DisplayName)}, p.about AS {nameof(PersonRead.About)},
               p.visibility = 'public' AS {nameof(PersonRead.IsPublic)}, p.updated_at AS {nameof(PersonRead.UpdatedAt)}, p.joined_at AS {nameof(PersonRead.JoinedAt)}
          FROM person p
         WHERE p.id BETWEEN @First AND @Last AND {PersonVisibility.ListedSql}
         ORDER BY p.id
         LIMIT @Portion
        """;

    private const string LanguageSql = """
        SELECT person_id AS PersonId, language AS Code FROM person_language
         WHERE person_id BETWEEN @First AND @Last AND level <> '0' ORDER BY person_id, language
        """;

    private const string TerritorySql = "SELECT person_id AS PersonId, territory AS Code FROM person_territory WHERE person_id BETWEEN @First AND @Last ORDER BY person_id, territory";
    private const string ProjectSql = "SELECT person_id AS PersonId, project AS Code FROM person_project WHERE person_id BETWEEN @First AND @Last ORDER BY person_id, project";

    private const string CapacitySql = """
        SELECT person_id AS PersonId, role AS Role, capacity_id AS CapacityId, methods AS Methods FROM person_capacity
         WHERE person_id BETWEEN @First AND @Last ORDER BY person_id, role, capacity_id
        """;

    /// <summary>The first people from one id to another, at most a portion of them; fewer mean that there are no more. Five commands, one snapshot.</summary>
    public Task<IReadOnlyList<PersonRead>> RunAsync(ulong first, ulong last, int portion, CancellationToken token = default) =>
        database.ReadAsync<IReadOnlyList<PersonRead>>(connection =>
        {
            // One snapshot: nobody is indexed half as before and half as after a save.
            using var snapshot = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            var people = connection.Query<PersonRead>(PersonSql, new { First = first, Last = last, Portion = portion, Viewer = SomeMember }, snapshot).AsList();
            if (people.Count == 0) return people;
            var range = new { First = people[0].Id, Last = people[^1].Id };
            void Distribute(string sql, Action<PersonRead, ChildRow> give)
            {
                var at = 0;
                foreach (var row in connection.Query<ChildRow>(sql, range, snapshot, buffered: false))
                {
                    while (at < people.Count && people[at].Id < row.PersonId) at++;
                    if (at < people.Count && people[at].Id == row.PersonId) give(people[at], row);
                }
            }
            Distribute(LanguageSql, (person, row) => person.Languages.Add(row.Code));
            Distribute(TerritorySql, (person, row) => person.Territories.Add(row.Code));
            Distribute(ProjectSql, (person, row) => person.Projects.Add(row.Code));
            Distribute(CapacitySql, (person, row) => person.Capacities.Add(new CapacityRead(row.Role, row.CapacityId, row.Methods)));
            return people;
        }, token);

    private sealed record ChildRow
    {
        public ulong PersonId { get; init; }
        public string Code { get; init; } = "";
        public CapacityRole Role { get; init; }
        public uint CapacityId { get; init; }
        public int Methods { get; init; }
    }
}

/// <summary>One person as the index reads one.</summary>
internal sealed record PersonRead
{
    public ulong Id { get; init; }
    public required string Username { get; init; }
    public string? DisplayName { get; init; }
    public string? About { get; init; }
    public bool IsPublic { get; init; }
    public DateTime UpdatedAt { get; init; }
    public DateTime JoinedAt { get; init; }
    public List<string> Languages { get; } = [];
    public List<string> Territories { get; } = [];
    public List<string> Projects { get; } = [];
    public List<CapacityRead> Capacities { get; } = [];
}

/// <summary>How a person stands to a capacity, with the bits of the methods.</summary>
internal readonly record struct CapacityRead(CapacityRole Role, uint CapacityId, int Methods);
