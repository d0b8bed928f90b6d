package io.onefold.ingest.internal.postgres;

import io.onefold.ingest.internal.landing.RowHash;
import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.ingest.internal.landing.TextLanding;
import io.onefold.ingest.internal.silo.RowMeter;
import io.onefold.ingest.internal.silo.SiloFeed;
import io.onefold.lake.RowSource;
import io.onefold.model.Column;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows of a table on their way from COPY into the engine, each part of the table on a
/// connection of its own that joins one snapshot.
final class PostgresFeed implements SiloFeed {

    private final List<SiloColumn> columns;
    private final List<Wire> wires;
    private final List<PostgresSource> sources;
    private final String source;
    private final Failures failures;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /// Opens a connection that joins the snapshot.
    interface Sessions {
        PostgresSession open() throws SQLException;
    }

    /// A failure of the silo in an operator's words.
    interface Failures {
        RuntimeException of(SQLException failure, long rowsRead);
    }

    /// @param parts the statements, all over the same columns
    /// @param source what the rows come from, for example `accounts`
    PostgresFeed(
            List<SiloColumn> columns,
            List<CopyPart> parts,
            Sessions sessions,
            Failures failures,
            String source,
            RowMeter meter) {
        this.columns = List.copyOf(columns);
        this.wires = parts.getFirst().wires();
        this.failures = failures;
        this.source = source;
        this.sources =
                parts.stream()
                        .map(
                                part ->
                                        new PostgresSource(
                                                part, typed(), sessions, meter, this::failed))
                        .toList();
    }

    @Override
    public List<Column> columns() {
        return TextLanding.fedColumns(columns, this::isTyped);
    }

    @Override
    public List<RowSource> sources() {
        return List.copyOf(sources);
    }

    @Override
    public String select(String relation) {
        return TextLanding.ofFed(columns, this::isTyped, source, relation);
    }

    @Override
    public long rows() {
        return sources.stream().map(PostgresSource::hash).mapToLong(RowHash::rows).sum();
    }

    @Override
    public String digest() {
        return RowHash.digest(sources.stream().map(PostgresSource::hash).toList());
    }

    @Override
    public void throwFailure() {
        switch (failure.get()) {
            case null -> {}
            case SQLException silo -> throw failures.of(silo, rows());
            case RuntimeException other -> throw other;
            case Error other -> throw other;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    @Override
    public void close() {
        sources.forEach(PostgresSource::close);
    }

    private void failed(Throwable e) {
        failure.compareAndSet(null, e);
        sources.forEach(PostgresSource::abort);
    }

    private boolean isTyped(SiloColumn column) {
        return wires.get(columns.indexOf(column)).gives(column.type());
    }

    /// The types of the columns that are handed over as values.
    private List<Optional<SiloColumn>> typed() {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> Optional.of(columns.get(i)).filter(this::isTyped))
                .toList();
    }
}
