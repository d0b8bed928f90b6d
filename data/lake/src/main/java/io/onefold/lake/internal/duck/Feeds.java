package io.onefold.lake.internal.duck;

import io.onefold.lake.DuckSql;
import io.onefold.lake.RowFeed;
import io.onefold.lake.RowSource;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBValue;

/// The row feeds of one engine: a table function that makes the rows of the feed whose number it is
/// given. The function stays with the engine, as the engine cannot drop one; a feed is gone when it
/// is closed.
final class Feeds {

    private static final String FUNCTION = "onefold_feed";

    private final Map<Long, Feed> open = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private boolean registered;

    /// Lets SQL on any connection of the engine read rows.
    ///
    /// @param connection a connection of the engine
    synchronized RowFeed open(
            Connection connection, List<Column> columns, List<RowSource> sources) {
        try {
            if (!registered) {
                register(connection);
                registered = true;
            }
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
        Feed feed = new Feed(numbers.incrementAndGet(), columns, sources);
        open.put(feed.number, feed);
        return feed;
    }

    private void register(Connection connection) throws SQLException {
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(FUNCTION)
                    .withParameter(DuckDBColumnType.BIGINT)
                    .withFunction(new Function())
                    .register(connection);
        }
    }

    private final class Feed implements RowFeed {

        private final long number;
        private final List<Column> columns;
        private final List<RowSource> sources;

        Feed(long number, List<Column> columns, List<RowSource> sources) {
            this.number = number;
            this.columns = List.copyOf(columns);
            this.sources = List.copyOf(sources);
        }

        @Override
        public String relation() {
            List<String> items = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                items.add(
                        value(columns.get(i).type(), "c" + i)
                                + " AS "
                                + DuckSql.name(columns.get(i).name()));
            }
            return "(SELECT "
                    + String.join(", ", items)
                    + " FROM "
                    + FUNCTION
                    + "("
                    + number
                    + "))";
        }

        @Override
        public void close() {
            open.remove(number);
        }
    }

    /// A vector's value as one of a type.
    private static String value(DataType type, String name) {
        return switch (type) {
            case Simple.DATE -> "DATE '1970-01-01' + " + name;
            case Simple.TIME -> "CAST(make_timestamp(" + name + ") AS TIME)";
            case Simple.TIMESTAMP -> "make_timestamp(" + name + ")";
            case Simple.TIMESTAMPTZ -> "make_timestamptz(" + name + ")";
            default -> name;
        };
    }

    /// How far a statement is: which sources are taken.
    private record Reading(Feed feed, AtomicInteger next) {}

    /// What a thread of the engine reads now.
    private static final class Turn {
        private final FeedBatch batch;
        private RowSource source = nothing -> 0;

        Turn(int columns) {
            this.batch = new FeedBatch(columns);
        }
    }

    private final class Function implements DuckDBTableFunction<Feed, Reading, Turn> {

        @Override
        public Feed bind(DuckDBTableFunctionBindInfo info) throws SQLException {
            try (DuckDBValue number = info.getParameter(0)) {
                Feed feed = open.get(number.getLong());
                if (feed == null) {
                    throw new SQLException("there is no such feed");
                }
                for (int i = 0; i < feed.columns.size(); i++) {
                    add(info, "c" + i, feed.columns.get(i).type());
                }
                return feed;
            }
        }

        private static void add(DuckDBTableFunctionBindInfo info, String name, DataType type)
                throws SQLException {
            switch (type) {
                case Simple.BOOLEAN -> info.addResultColumn(name, DuckDBColumnType.BOOLEAN);
                case Simple.INT, Simple.DATE ->
                        info.addResultColumn(name, DuckDBColumnType.INTEGER);
                case Simple.LONG, Simple.TIME, Simple.TIMESTAMP, Simple.TIMESTAMPTZ ->
                        info.addResultColumn(name, DuckDBColumnType.BIGINT);
                case Simple.FLOAT -> info.addResultColumn(name, DuckDBColumnType.FLOAT);
                case Simple.DOUBLE -> info.addResultColumn(name, DuckDBColumnType.DOUBLE);
                case Simple.STRING -> info.addResultColumn(name, DuckDBColumnType.VARCHAR);
                case DataType.Decimal(int precision, int scale) -> {
                    try (DuckDBLogicalType decimal = DuckDBLogicalType.decimal(precision, scale)) {
                        info.addResultColumn(name, decimal);
                    }
                }
                default -> throw new SQLException("a feed has no column of type " + type);
            }
        }

        @Override
        public Reading init(DuckDBTableFunctionInitInfo info) {
            Feed feed = info.getBindData();
            info.setMaxThreads(feed.sources.size());
            return new Reading(feed, new AtomicInteger());
        }

        @Override
        public Turn localInit(DuckDBTableFunctionInitInfo info) {
            Feed feed = info.getBindData();
            return new Turn(feed.columns.size());
        }

        @Override
        public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk)
                throws Exception {
            Reading reading = info.getInitData();
            Turn turn = info.getLocalInitData();
            turn.batch.begin(chunk);
            while (true) {
                int rows = turn.source.next(turn.batch);
                if (rows > 0) {
                    turn.batch.end(rows);
                    return rows;
                }
                int next = reading.next().getAndIncrement();
                if (next >= reading.feed().sources.size()) {
                    return 0;
                }
                turn.source = reading.feed().sources.get(next);
            }
        }
    }
}
