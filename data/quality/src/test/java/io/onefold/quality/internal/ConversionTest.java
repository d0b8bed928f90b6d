package io.onefold.quality.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.lake.DuckSql;
import io.onefold.model.DataType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConversionTest {

    @ParameterizedTest(name = "''{1}'' as {0} is {2}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            nullValues = "none",
            value = {
                "long|42|42",
                "long| 42 |42",
                "long|+7.00|7",
                "long|9223372036854775807|9223372036854775807",
                "long|9223372036854775808|none",
                "long|1.5|none",
                "long|1e3|none",
                "long|0x10|none",
                "long|1_000|none",
                "long|٤٢|none",
                "int|2147483648|none",
                "decimal(6,2)|1.5|1.50",
                "decimal(6,2)|-.50|-0.50",
                "decimal(6,2)|1.2500|1.25",
                "decimal(6,2)|1.255|none",
                "decimal(6,2)|9999.99|9999.99",
                "decimal(6,2)|10000|none",
                "decimal(6,2)|1,5|none",
                "decimal(6,2)|1.|1.00",
                "decimal(5,0)|1.|1",
                "double|1e3|1000.0",
                "double|nan|none",
                "double|1e999|none",
                "date|1993-02-28|1993-02-28",
                "date|1993-02-30|none",
                "date|1993-2-1|none",
                "date|1993-02-28 10:00:00|none",
                "date|infinity|none",
                "date|12026-01-01|none",
                "time|23:59:59.999999|23:59:59.999999",
                "time|24:00:00|none",
                "timestamp|2020-01-01T10:00:00|2020-01-01 10:00:00",
                "timestamp|2020-01-01 10:00:00+02|none",
                "timestamp|2020-01-01 10:00:00.1234567|none",
                "timestamptz|2020-01-01 10:00:00+02:00|2020-01-01 08:00:00+00",
                "timestamptz|2020-01-01T10:00:00Z|2020-01-01 10:00:00+00",
                "timestamptz|2020-01-01 10:00:00|none",
                "boolean|TRUE|true",
                "boolean|2|none",
                "string| x | x ",
                "list<long>|[1, 2]|[1, 2]",
            })
    void textIsTakenWhenTheTypeHoldsItExactly(String type, String text, @Nullable String expected)
            throws SQLException {
        assertThat(convert(DuckSql.text(text), "VARCHAR", type)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} as {2} is {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "1.5::double                       | DOUBLE       | long         | none",
                "2.0::double                       | DOUBLE       | long         | 2",
                "0.1::double                       | DOUBLE       | decimal(6,2) | 0.10",
                "(0.1::double + 0.2::double)       | DOUBLE       | decimal(6,2) | none",
                "1.55::decimal(5,2)                | DECIMAL(5,2) | decimal(5,1) | none",
                "1.50::decimal(5,2)                | DECIMAL(5,2) | decimal(5,1) | 1.5",
                "5000000000::bigint                | BIGINT       | int          | none",
                "2::bigint                         | BIGINT       | boolean      | none",
                "timestamp '2020-01-01 10:00:00'   | TIMESTAMP    | date         | none",
                "timestamp '2020-01-01 00:00:00'   | TIMESTAMP    | date         | 2020-01-01",
                "42::bigint                        | BIGINT       | string       | 42",
                "42::integer                       | INTEGER      | long         | 42",
            })
    void anotherTypeIsTakenWhenTheValueComesBackUnchanged(
            String value, String from, String type, @Nullable String expected) throws SQLException {
        assertThat(convert(value, from, type)).isEqualTo(expected);
    }

    private static @Nullable String convert(String value, String from, String type)
            throws SQLException {
        String sql =
                "select cast("
                        + Conversion.sql("x", from, DataType.parse(type))
                        + " as varchar) from (select "
                        + value
                        + " as x)";
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
