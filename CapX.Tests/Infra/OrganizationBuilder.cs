using CapX.Data;
using CapX.Data.Organizations;
using Dapper;

namespace CapX.Tests.Infra;

/// <summary>An organization for a test, by default a confirmed, empty user group. Bypasses the commands but uses their code to check and write.</summary>
public sealed class OrganizationBuilder
{
    private static long _lastName;

    private readonly List<(ulong Person, string Standing)> _people = [];

    /// <summary>Defaults to "Group" and a number. The slug follows from the name.</summary>
    public string Name { get; set; } = "";
    public OrganizationState State { get; set; } = OrganizationState.Confirmed;
    public OrganizationForm Form { get; set; } = new() { Type = "user-group" };
    public DateTime At { get; set; } = TestClock.Start.AddDays(-1);

    public OrganizationBuilder Offers(string capacity, params string[] methods) =>
        With(f => f with { Offers = [.. f.Offers, new SharedCapacity(capacity, methods, null)] });

    public OrganizationBuilder Wants(string capacity, params string[] methods) =>
        With(f => f with { Wants = [.. f.Wants, new SharedCapacity(capacity, methods, null)] });

    public OrganizationBuilder In(params string[] territories) => With(f => f with { Territories = territories });

    public OrganizationBuilder On(params string[] projects) => With(f => f with { Projects = projects });

    public OrganizationBuilder About(string text, string language = "en") => With(f => f with { About = text, AboutLanguage = language });

    public OrganizationBuilder Called(string language, string name) => With(f => f with { Names = [.. f.Names, new OrganizationName(language, name)] });

    /// <summary>The standing is "invited", "manager", "said" or "member".</summary>
    public OrganizationBuilder Having(ulong person, string standing)
    {
        _people.Add((person, standing));
        return this;
    }

    public OrganizationBuilder With(Func<OrganizationForm, OrganizationForm> change)
    {
        Form = change(Form);
        return this;
    }

    /// <summary>Returns the id and the slug.</summary>
    public async Task<(ulong Id, string Slug)> InsertAsync(DatabaseFixture data)
    {
        var name = new OrganizationName("en", Name.Length > 0 ? Name : $"Group {Interlocked.Increment(ref _lastName)}");
        var (form, errors) = (Form with { Names = [name, .. Form.Names] }).Check(data.Vocabulary);
        if (errors.Count > 0) throw new InvalidOperationException(string.Join(", ", errors));
        return await data.Database.WriteAsync(async transaction =>
        {
            var id = await OrganizationRows.InsertAsync(transaction, form, State, Guid.NewGuid(), At);
            await OrganizationRows.WriteAsync(transaction, data.Vocabulary, id, form, At, isNew: true);
            await transaction.Connection!.ExecuteAsync("""
                INSERT INTO organization_person (organization_id, person_id, standing, since_at) VALUES (@id, @Person, @Standing, @At)
                """,
                _people.Select(p => new { id, p.Person, p.Standing, At }), transaction);
            return (id, (await OrganizationRows.ReadAsync(transaction, id))!.Slug);
        });
    }
}
