using CapX.Data.Content;



namespace CapX.Data.Index;

/// <summary>The people whom logged-in users may list, as sets of slots. A slot is a small number for a person while they are in the table. A person whom
/// visitors see differently has a second slot. Not safe for concurrent changes.</summary>
internal sealed class PeopleTable
{
    private const int MostNear = 3;
    private const int MostNearTerms = 50;
    private const int MostNearPeople = 30;

    private readonly List<IndexedPerson?> _people = [];
    private readonly Dictionary<ulong, int> _slots = [];
    private readonly Dictionary<ulong, int> _slotsForVisitors = [];
    private readonly Stack<int> _free = new();
    private readonly SlotSet[] _sets;
    private readonly SlotSet _public = new();
    private readonly SlotSet _listed = new();
    private readonly int[] _publicCounts;
    private readonly int[] _listedCounts;
    private readonly Dictionary<DateOnly, SlotSet> _notTakingUntil = [];
    private readonly TextIndex _texts = new();
    private readonly TextIndex _capacityNames = new();
    private readonly SortedSlots[] _orders;
    private bool _isFilling = true;

    public PeopleTable(Vocabulary vocabulary, DateOnly today)
    {
        Columns = new PeopleColumns(vocabulary);
        _sets = new SlotSet[Columns.Count];
        for (var column = 0; column < _sets.Length; column++) _sets[column] = new SlotSet();
        (_publicCounts, _listedCounts) = (new int[Columns.Count], new int[Columns.Count]);
        foreach (var capacity in Columns.Capacities.Entries) _capacityNames.Add(capacity.Position, [.. capacity.Names.Values]);
        _capacityNames.Sort();
        _orders = [.. Enum.GetValues<PeopleOrder>().Select(order => new SortedSlots(_people, PeopleOrdering.By(order, today)))];
        Today = today;
    }

    public PeopleColumns Columns { get; }

    /// <summary>The UTC date of <see cref="PeopleOrder.Today"/>.</summary>
    public DateOnly Today { get; private set; }

    /// <summary>Every slot is below this number.</summary>
    public int SlotCount => _people.Count;

    public int TermCount => _texts.TermCount;

    /// <summary>The people whom a viewer may list.</summary>
    public SlotSet Visible(bool toMember) => toMember ? _listed : _public;

    /// <summary>For each column, how many of the people whom a viewer may list are in it. Always up to date.</summary>
    public ReadOnlySpan<int> Counts(bool toMember) => toMember ? _listedCounts : _publicCounts;

    public SlotSet this[int column] => _sets[column];

    public IndexedPerson Person(int slot) => _people[slot]!;

    /// <summary>Returns the slot of a person for logged-in users, or null when they are not in the table.</summary>
    public int? Find(ulong id) => _slots.TryGetValue(id, out var slot) ? slot : null;

    /// <summary>Returns the slot for visitors of a person who shows more to logged-in users. Null for all others.</summary>
    public int? FindForVisitors(ulong id) => _slotsForVisitors.TryGetValue(id, out var slot) ? slot : null;

    public SortedSlots InOrder(PeopleOrder order) => _orders[(int)order];

    /// <summary>Adds to <paramref name="found"/> the people who have a folded word in their names, their text, or the names of their capacities.</summary>
    public void FindWord(string word, Bitmap found)
    {
        _texts.Find(word, found);
        using var named = new Bitmap(Columns.Capacities.Entries.Count);
        _capacityNames.Find(word, named);
        foreach (var capacity in named)
            foreach (var role in Enum.GetValues<CapacityRole>())
                found.Or(_sets[Columns.Exact(role, capacity)]);
    }

    /// <summary>Tells whether these people have a word that begins with a folded word in a text or a capacity. Otherwise returns similar words from their
    /// names, the closest first.</summary>
    public WordNear Near(string word, Bitmap among)
    {
        using var holding = new Bitmap(SlotCount);
        FindWord(word, holding);
        if (holding.And(among).Count() > 0) return new WordNear(true, []);
        var near = new List<NearWord>();
        foreach (var (term, distance) in _texts.Near(word).OrderBy(n => n.Distance).ThenBy(n => n.Term.Text, StringComparer.Ordinal).Take(MostNearTerms))
        {
            if (NameOf(term, among) is { } written) near.Add(new NearWord(written, distance));
            if (near.Count == MostNear) break;
        }
        return new WordNear(false, near);
    }

    /// <summary>Returns a term as one of these people spells it in a name. Null when it appears in other texts only.</summary>
    private string? NameOf(Term term, Bitmap among)
    {
        foreach (var person in term.All().Where(among.Contains).Take(MostNearPeople).Select(Person))
            foreach (var name in new[] { person.DisplayName, person.Username }.OfType<string>())
                if (Closeness.AsWritten(name, term.Text) is { } written)
                    return written;
        return null;
    }

    /// <summary>Adds the people who take no requests on a day.</summary>
    public void AddNotTaking(DateOnly day, Bitmap people)
    {
        foreach (var (until, slots) in _notTakingUntil)
            if (until >= day)
                people.Or(slots);
    }

    /// <summary>Ends the initial fill. The table can be queried from then on.</summary>
    public void Sort()
    {
        _isFilling = false;
        _texts.Sort();
        foreach (var order in _orders) order.Fill();
    }

    /// <summary>Reshuffles for another day.</summary>
    public void TurnTo(DateOnly today)
    {
        Today = today;
        (_orders[(int)PeopleOrder.Today] = new SortedSlots(_people, PeopleOrdering.By(PeopleOrder.Today, today))).Fill();
    }

    /// <summary>Adds a person, or replaces the entry with the same id. A person who shows more to logged-in users than to visitors gets two slots.</summary>
    public void Put(PersonRead read)
    {
        Remove(read.Id);
        var isOne = !read.IsPublic || read.IsSameToAll;
        _slots[read.Id] = Enter(read.ShownTo(PartVisibility.Members), isListed: true, isPublic: read.IsPublic && isOne);
        if (!isOne) _slotsForVisitors[read.Id] = Enter(read.ShownTo(PartVisibility.Profile), isListed: false, isPublic: true);
    }

    /// <summary>Removes a person, if present.</summary>
    public void Remove(ulong id)
    {
        if (_slots.Remove(id, out var slot)) Leave(slot);
        if (_slotsForVisitors.Remove(id, out var other)) Leave(other);
    }

    private int Enter(PersonRead read, bool isListed, bool isPublic)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = _people.Count;
            _people.Add(null);
        }
        var person = new IndexedPerson(slot, read, isListed, isPublic, Columns, _texts.Add(slot, read.Username, read.DisplayName, read.About));
        _people[slot] = person;
        if (isListed) _listed.Add(slot);
        if (isPublic) _public.Add(slot);
        if (person.NotTakingUntil is { } until)
        {
            if (!_notTakingUntil.TryGetValue(until, out var slots)) _notTakingUntil[until] = slots = new SlotSet();
            slots.Add(slot);
        }
        foreach (var column in person.Columns) _sets[column].Add(slot);
        Count(person, 1);
        if (_isFilling) return slot;
        foreach (var order in _orders) order.Add(slot);
        return slot;
    }

    private void Leave(int slot)
    {
        var person = Person(slot);
        if (!_isFilling)
            foreach (var order in _orders) order.Remove(slot);
        Count(person, -1);
        foreach (var column in person.Columns) _sets[column].Remove(slot);
        if (person.IsPublic) _public.Remove(slot);
        if (person.NotTakingUntil is { } until) _notTakingUntil[until].Remove(slot);
        if (person.IsListed) _listed.Remove(slot);
        _texts.Remove(slot, person.Terms);
        _people[slot] = null;
        _free.Push(slot);
    }

    private void Count(IndexedPerson person, int by)
    {
        foreach (var column in person.Columns)
        {
            if (person.IsListed) _listedCounts[column] += by;
            if (person.IsPublic) _publicCounts[column] += by;
        }
    }
}
