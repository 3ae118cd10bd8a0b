using CapX.Data.Listings;

namespace CapX.Tests.Infra;

/// <summary>A listing for a test, by default an open public request about OpenRefine. Bypasses the commands but uses their code to check and write.</summary>
public sealed class ListingBuilder
{
    private static long _lastTitle;

    /// <summary>Defaults to "Listing" and a number.</summary>
    public string Title { get; set; } = "";
    public ulong? Person { get; set; }
    public ulong? Organization { get; set; }
    public ListingState State { get; set; }
    public ListingForm Form { get; set; } = new() { Kind = ListingKind.Ask, Language = "en", Capacities = ["openrefine"], IsPublic = true };
    public DateTime At { get; set; } = TestClock.Start.AddDays(-1);

    public ListingBuilder With(Func<ListingForm, ListingForm> change)
    {
        Form = change(Form);
        return this;
    }

    /// <summary>Returns the id.</summary>
    public async Task<ulong> InsertAsync(DatabaseFixture data)
    {
        var (form, errors) = (Form with { Title = Title.Length > 0 ? Title : $"Listing {Interlocked.Increment(ref _lastTitle)}" }).Check(data.Vocabulary,
            DateOnly.FromDateTime(At));
        if (errors.Count > 0) throw new InvalidOperationException(string.Join(", ", errors));
        return await data.Database.WriteAsync(async transaction =>
        {
            var id = await ListingRows.InsertAsync(transaction, Organization is null ? Person : null, Organization, form, Guid.NewGuid(), At);
            await ListingRows.WriteAsync(transaction, data.Vocabulary, id, form, At, isNew: true);
            if (State == ListingState.Open) return id;
            await Dapper.SqlMapper.ExecuteAsync(transaction.Connection!, "UPDATE listing SET state = @state WHERE id = @id",
                new { id, state = State.ToString().ToLowerInvariant() }, transaction);
            await ListingRows.ListAsync(transaction, data.Vocabulary, id);
            return id;
        });
    }
}
