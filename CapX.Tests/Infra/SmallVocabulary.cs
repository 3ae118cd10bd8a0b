using CapX.Data;
using Dapper;

namespace CapX.Tests.Infra;

/// <summary>A few codes of every list, for as long as sql/data is not there.</summary>
internal static class SmallVocabulary
{
    private static readonly (string Code, string? Parent, string English, string Portuguese)[] Capacities =
    [
        ("communication", null, "Communication", "Comunicação"),
        ("organizing-editathons", "communication", "Organizing editathons", "Organização de editatonas"),
        ("technology", null, "Technology", "Tecnologia"),
        ("programming", "technology", "Programming", "Programação"),
        ("lua", "programming", "Lua", "Lua"),
        ("gadgets", "programming", "Gadgets", "Gadgets"),
        ("ai", "technology", "AI", "IA"),
    ];

    private static readonly (string Code, string? Parent)[] Territories =
    [
        ("001", null), ("019", "001"), ("005", "019"), ("BR", "005"), ("AR", "005"), ("002", "001"), ("011", "002"), ("GH", "011"), ("142", "001"), ("TH", "142"),
    ];

    private static readonly string[] Languages = ["en", "pt", "pt-br", "es", "fr", "ar", "th", "zh", "bn", "de"];

    private static readonly string[] Projects = ["wikipedia", "wiktionary", "commons"];

    public static Task<bool> InsertIfEmptyAsync(Database database) => database.WriteAsync(transaction =>
    {
        var connection = transaction.Connection!;
        void Run(string sql, object rows) => connection.Execute(sql, rows, transaction);
        if (connection.ExecuteScalar<long>("SELECT COUNT(*) FROM capacity", transaction: transaction) == 0)
        {
            foreach (var (code, parent, english, portuguese) in Capacities)
            {
                Run("INSERT INTO capacity (code, parent_id) VALUES (@code, (SELECT c.id FROM capacity c WHERE c.code = @parent))", new { code, parent });
                Run("INSERT INTO capacity_name (capacity_id, language, name, description, state) SELECT id, 'en', @english, '', 'source' FROM capacity WHERE code = @code", new { code, english });
                Run("INSERT INTO capacity_name (capacity_id, language, name, description, state) SELECT id, 'pt-br', @portuguese, '', 'drafted' FROM capacity WHERE code = @code", new { code, portuguese });
            }
        }
        if (connection.ExecuteScalar<long>("SELECT COUNT(*) FROM territory", transaction: transaction) == 0)
        {
            Run("INSERT INTO territory (code, parent) VALUES (@Code, @Parent)", Territories.Select(t => new { t.Code, t.Parent }));
            Run("INSERT INTO language (code, autonym, script, right_to_left) VALUES (@code, @code, 'Latn', 0)", Languages.Select(code => new { code }));
            Run("INSERT INTO project (code, database_suffix, multilingual) VALUES (@code, @code, 0)", Projects.Select(code => new { code }));
            Run("INSERT INTO language_level (code, position) VALUES (@code, @position)", "012345N".Select((code, position) => new { code = code.ToString(), position }));
        }
        return true;
    });
}
