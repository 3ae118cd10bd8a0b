using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;

namespace CapX.Data;

/// <summary>The driver gives times without saying that they are UTC, and dates as times. Read here as what they are, so that JSON says "Z".</summary>
internal static class TimeHandlers
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255",
        Justification = "Dapper keeps its handlers in a static table; nothing may be read before they stand in it.")]
    internal static void Register()
    {
        SqlMapper.AddTypeHandler(new UtcTime());
        // Dapper's own way hands the date to the driver as it is, and the driver writes it in the culture's order.
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
