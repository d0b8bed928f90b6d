package io.onefold.lake;

import io.onefold.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The rows of a query, read one after another while the engine computes them. Not for several
/// threads. Closing it stops the query.
///
/// Values are String, Boolean, Integer, Long, Float, Double, BigDecimal, LocalDate, LocalTime,
/// LocalDateTime, OffsetDateTime (UTC), byte[], List and Map of these, or null.
public interface RowStream extends AutoCloseable {

    /// A column of the answer.
    ///
    /// @param name its name, which another column may have as well
    /// @param type as contracts spell it, for example `decimal(18,2)`; the engine's word for a type
    ///   the lake lacks
    record ResultColumn(String name, String type) {}

    /// The columns, in order.
    List<ResultColumn> columns();

    /// The snapshot that each table of the query was read at, empty for a table without any.
    Map<TableName, OptionalLong> snapshots();

    /// Moves to the next row.
    ///
    /// @return false at the end, also when the row limit is reached
    /// @throws io.onefold.model.OnefoldException (UNPROCESSABLE) when the query takes too long or
    ///   meets a value it cannot take; the message carries no value
    boolean next();

    /// The values of the row, a new list each time.
    List<@Nullable Object> row();

    /// Whether rows beyond the limit were left out; known after [#next] has returned false.
    boolean truncated();

    @Override
    void close();
}
