package io.onefold.catalog;

import io.onefold.catalog.internal.convert.Conversion;
import io.onefold.catalog.internal.convert.FieldControl;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Converts an existing control database of the field's own kind (`source_databases`,
/// `node_label_mappings`, `relationship_mappings`, `field_exclusion_rules`) into manifests.
/// Passwords are used to look up the silos' primary keys, and are never written: each becomes the
/// name of an environment variable.
public final class ControlImport {

    private static final String PRIMARY_KEYS = Jdbc.resource(Conversion.class, "primary_keys.sql");

    private ControlImport() {}

    /// What came out of it.
    ///
    /// @param manifests YAML documents: a source for each silo, then the graph
    /// @param notes what could not be taken over, and what is to be set; one line each
    public record Converted(String manifests, List<String> notes) {
        public Converted {
            Objects.requireNonNull(manifests);
            notes = List.copyOf(notes);
        }
    }

    /// Reads the database and looks up the keys in its silos.
    ///
    /// @param existing the control database
    /// @param graph the name the graph gets
    /// @throws OnefoldException (INVALID_INPUT) if it is not such a control database;
    ///   (INVALID_SETUP) if it refuses the account; (UNAVAILABLE) if it or a silo does not answer,
    ///   naming which
    public static Converted convert(JdbcAddress existing, String graph) {
        FieldControl control = read(existing);
        Map<String, Map<String, List<String>>> keys = new TreeMap<>();
        for (FieldControl.Silo silo : control.silos()) {
            if (silo.active()) {
                keys.put(silo.name(), keys(silo));
            }
        }
        Conversion conversion = new Conversion(control, graph, keys);
        return new Converted(conversion.manifests(), conversion.notes());
    }

    private static FieldControl read(JdbcAddress existing) {
        try (Connection connection =
                DriverManager.getConnection(existing.url(), existing.properties())) {
            return FieldControl.read(connection);
        } catch (SQLException e) {
            throw unreadable(existing, e);
        }
    }

    private static OnefoldException unreadable(JdbcAddress existing, SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (state.startsWith("42")) {
            return new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    existing
                            + " is not a control database of the known kind; expected tables source_databases,"
                            + " node_label_mappings, relationship_mappings and field_exclusion_rules",
                    e);
        }
        boolean refused = state.startsWith("28") || state.startsWith("3D");
        return new OnefoldException(
                refused ? ErrorCode.INVALID_SETUP : ErrorCode.UNAVAILABLE,
                "control database "
                        + existing
                        + (refused ? " refuses the account" : " does not answer")
                        + "; check address, account and password",
                e);
    }

    private static Map<String, List<String>> keys(FieldControl.Silo silo) {
        JdbcAddress address =
                new JdbcAddress(
                        "jdbc:postgresql://"
                                + silo.host()
                                + ":"
                                + silo.port()
                                + "/"
                                + silo.database(),
                        silo.user(),
                        silo.password());
        record Table(String name, List<String> key) {}
        try (Connection connection =
                DriverManager.getConnection(address.url(), address.properties())) {
            return Jdbc.query(
                            connection,
                            PRIMARY_KEYS,
                            row ->
                                    new Table(
                                            row.getString("table_name"),
                                            Jdbc.texts(row, "key_columns")))
                    .stream()
                    .collect(Collectors.toMap(Table::name, Table::key, (first, again) -> first));
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "silo '"
                            + silo.name()
                            + "' ("
                            + address
                            + ") cannot be read; its primary keys are needed: start it, correct its row in source_databases, or"
                            + " switch it off there",
                    e);
        }
    }
}
