package io.onefold.server.internal.decisions.book;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.port.FeaturePlans;
import java.util.List;
import java.util.Optional;

/// The names of the places of logged vectors, in PostgreSQL.
public final class PostgresPlans implements FeaturePlans {

    private final Jdbc jdbc;

    public PostgresPlans(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void keep(byte[] hash, List<String> names) {
        jdbc.change(
                connection ->
                        Jdbc.update(
                                connection,
                                "insert into decisions.feature_plan (hash, names) values (?, ?) on conflict (hash)"
                                        + " do update set names = excluded.names where feature_plan.names is null",
                                hash,
                                names));
    }

    @Override
    public Optional<List<String>> find(byte[] hash) {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                connection,
                                "select names from decisions.feature_plan where hash = ? and names is not null",
                                row -> Jdbc.texts(row, "names"),
                                hash));
    }
}
