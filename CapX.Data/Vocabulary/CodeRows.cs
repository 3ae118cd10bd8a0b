using System.Text.Json;

namespace CapX.Data;

/// <summary>The codes of a saved form as rows of JSON parameters: a constant statement for any number of rows.</summary>
internal static class CodeRows
{
    public const string Languages = "JSON_TABLE(@languages, '$[*]' COLUMNS (language VARCHAR(35) PATH '$' ERROR ON ERROR)) j";
    public const string Territories = "JSON_TABLE(@territories, '$[*]' COLUMNS (territory CHAR(3) PATH '$' ERROR ON ERROR)) j";
    public const string Projects = "JSON_TABLE(@projects, '$[*]' COLUMNS (project VARCHAR(35) PATH '$' ERROR ON ERROR)) j";

    /// <summary>What a listing or an event is about. See <see cref="IdsOf"/>.</summary>
    public const string Capacities = "JSON_TABLE(@capacities, '$[*]' COLUMNS (capacity_id INT UNSIGNED PATH '$' ERROR ON ERROR)) j";

    /// <summary>What a person or an organization knows, offers and wants. See <see cref="Of"/>.</summary>
    public const string RoleCapacities = """
        JSON_TABLE(@capacities, '$[*]' COLUMNS (role VARCHAR(6) PATH '$.Role' ERROR ON ERROR, capacity_id INT UNSIGNED PATH '$.Id' ERROR ON ERROR,
          methods SMALLINT UNSIGNED PATH '$.Methods' ERROR ON ERROR, note VARCHAR(500) PATH '$.Note' ERROR ON ERROR)) j
        """;

    /// <summary>The parameter of <see cref="Capacities"/>.</summary>
    public static string IdsOf(IEnumerable<string> capacities, CodeTree tree) => JsonSerializer.Serialize(capacities.Select(code => tree[code].Id).Distinct());

    /// <summary>The parameter of <see cref="RoleCapacities"/>. Also takes codes that a curator merged after the form was checked.</summary>
    public static string Of(IEnumerable<string> knows, IEnumerable<SharedCapacity> offers, IEnumerable<SharedCapacity> wants, CodeTree tree)
    {
        return JsonSerializer.Serialize(
            Rows("knows", knows.Select(code => new SharedCapacity(code, [], null))).Concat(Rows("offers", offers)).Concat(Rows("wants", wants)));

        IEnumerable<object> Rows(string role, IEnumerable<SharedCapacity> shared) =>
            tree.Known(shared).Select(s => new { Role = role, tree[s.Code].Id, Methods = Methods.ToBits(s.Methods), Note = s.Note ?? "" });
    }
}
