using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;

namespace CapX.Data;

/// <summary>Marks times read from the database as UTC, so that JSON ends in "Z", and reads dates as <see cref="DateOnly"/>. The driver returns times of
/// unspecified kind, and dates as times.</summary>
internal static class TimeHandlers
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255",
        Justification = "Dapper keeps its handlers in a static table. They must be registered before anything is read.")]
    internal static void Register()
    {
        SqlMapper.AddTypeHandler(new UtcTime());
        // By default Dapper passes the date to the driver unchanged, and the driver formats it for the current culture.
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.AddTypeHandler(new Date());
    }

    private sealed class UtcTime : SqlMapper.TypeHandler<DateTime>
    {
        public override DateTime Parse(object value) => DateTime.SpecifyKind(Convert.ToDateTime(value, CultureInfo.InvariantCulture), DateTimeKind.Utc);

        public override void SetValue(IDbDataParameter parameter, DateTime value) => parameter.Value = value;
    }

    private sealed class Date : SqlMapper.TypeHandler<DateOnly>
    {
        public override DateOnly Parse(object value) => DateOnly.FromDateTime(Convert.ToDateTime(value, CultureInfo.InvariantCulture));

        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = DbType.Date;
            parameter.Value = value.ToDateTime(TimeOnly.MinValue);
        }
    }
}
