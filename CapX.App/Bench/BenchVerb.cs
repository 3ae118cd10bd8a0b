using System.Diagnostics;
using System.Globalization;
using CapX.App.Verbs;
using CapX.Data.Index;
using CapX.Data.Matches;
using CapX.Data.People;

namespace CapX.App.Bench;

/// <summary>Measures the index at 100,000 people: page, total and all facets for a fixed mix of filters, then matches and rings. Uses its own
/// database.</summary>
public static class BenchVerb
{
    private const int FiltersAKind = 200;
    private const int Rounds = 5;

    public static async Task<int> RunAsync(string[] args)
    {
        var people = NumberOptions.Read("bench", args, BenchDatabase.Least, ("--people", 100_000))["--people"];
        var (database, vocabulary) = await BenchDatabase.PrepareAsync(people);
        using var _ = database;

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        using var index = new PeopleIndex(database, vocabulary, TimeProvider.System);
        await index.LoadAsync();
        var seconds = clock.Elapsed.TotalSeconds;
        var mebibytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1_048_576.0;
        Say($"loaded in {seconds:0.0} s, {mebibytes:0} MiB, {index.Count(new PeopleFilter(), Member)} people that members can list");

        Say($"{"milliseconds",-36}{"p50",9}{"p99",9}{"max",9}{"quiet p99",11}{"found",9}");
        var all = new List<double>();
        var allQuiet = new List<double>();
        foreach (var (kind, filters) in new BenchFilters(vocabulary).Kinds(FiltersAKind))
        {
            var (times, quiet, found) = Measure([.. filters.Select((filter, number) =>
                new Func<int>(() => index.Find(filter, number % 2 == 0 ? Member : Viewer.Anonymous).Total))]);
            Report(kind, times, quiet, found);
            all.AddRange(times);
            allQuiet.AddRange(quiet);
        }
        Report("overall", all, allQuiet, null);

        var (slips, atRest, near) = Measure([.. BenchFilters.Slips.Select((word, number) =>
            new Func<int>(() => index.Near(new PeopleFilter(), [word], number % 2 == 0 ? Member : Viewer.Anonymous)[word].Near.Count))]);
        Report("similar names", slips, atRest, near);

        var matches = new BenchMatches(index, new MatchesQuery(database, index, new FindPeopleQuery(database, index), vocabulary), vocabulary);
        foreach (var (kind, questions) in await matches.KindsAsync(FiltersAKind))
        {
            var (times, quiet, found) = Measure(questions);
            Report(kind, times, quiet, found);
        }
        return 0;
    }

    private static Viewer Member => Viewer.Member(1);

    /// <summary>Returns all times, the best time of each question (its cost on an idle machine) and the average number of results.</summary>
    private static (List<double> Times, List<double> Quiet, long Found) Measure(IReadOnlyList<Func<int>> questions)
    {
        foreach (var question in questions) question();
        var times = new List<double>(questions.Count * Rounds);
        var quiet = Enumerable.Repeat(double.MaxValue, questions.Count).ToList();
        var found = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (number, question) in questions.Index())
            {
                var start = Stopwatch.GetTimestamp();
                found += question();
                var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                times.Add(time);
                quiet[number] = Math.Min(quiet[number], time);
            }
        }
        return (times, quiet, found / times.Count);
    }

    private static void Report(string kind, List<double> times, List<double> quiet, long? found) =>
        Say($"{kind,-36}{At(times, 0.5),9:0.00}{At(times, 0.99),9:0.00}{times.Max(),9:0.00}{At(quiet, 0.99),11:0.00}{found,9}");

    private static double At(List<double> times, double share) => times.Order().ElementAt(Math.Min(times.Count - 1, (int)(times.Count * share)));

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
