package io.onefold.catalog.internal.apply;

import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlTable;
import io.onefold.catalog.internal.registry.TagRules;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Keeps what the columns of a dataset hold when a manifest gives the dataset up. Its tables stay
/// in the lake; without their tags they would be read clear.
final class KeptTags {

    private final Connection connection;
    private final String by;
    private final Instant now;

    KeptTags(Connection connection, String by, Instant now) {
        this.connection = connection;
        this.by = by;
        this.now = now;
    }

    /// The datasets that rows of a source or a contract speak of.
    static Set<DatasetName> datasets(Collection<ControlRow> rows) {
        Set<DatasetName> datasets = new TreeSet<>();
        for (ControlRow row : rows) {
            if (row.table() == ControlTable.SOURCE_TABLE) {
                String source = Nodes.text(row.values(), "source_name", "");
                datasets.add(new DatasetName(source, Nodes.text(row.values(), "table_name", "")));
            } else if (row.table() == ControlTable.DATASET_CONTRACT) {
                Nodes.texts(row.values(), "datasets")
                        .forEach(name -> datasets.add(DatasetName.parse(name)));
            }
        }
        return datasets;
    }

    /// Gives a steward's tag for every tag that the columns of a dataset have now.
    void keep(DatasetName dataset) throws SQLException {
        for (Layer layer : Layer.values()) {
            String address = TagRules.stewardAddress(dataset.in(layer));
            for (Map.Entry<String, Set<String>> column :
                    new TagRules(connection).of(dataset.in(layer)).entrySet()) {
                for (String tag : column.getValue()) {
                    Jdbc.update(
                            connection,
                            "insert into control.steward_tag (table_address, column_name, tag, tagged_by, tagged_at)"
                                    + " values (?, ?, ?, ?, ?) on conflict do nothing",
                            address,
                            column.getKey(),
                            tag,
                            by,
                            now);
                }
            }
        }
    }
}
