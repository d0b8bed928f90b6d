package io.onefold.lake;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import java.util.Objects;

/// One change of a table's columns. Data files stay as they are; columns are matched by id, not by
/// name.
public sealed interface SchemaChange {

    /// A new column, null in the rows that exist; it may not be required.
    record Add(Column column) implements SchemaChange {
        public Add {
            Objects.requireNonNull(column);
        }
    }

    /// A new name for a column.
    record Rename(String column, String to) implements SchemaChange {
        public Rename {
            Objects.requireNonNull(column);
            Objects.requireNonNull(to);
        }
    }

    /// A wider type for a column: int → long, float → double, or a decimal of more digits and the
    /// same scale.
    record Widen(String column, DataType to) implements SchemaChange {
        public Widen {
            Objects.requireNonNull(column);
            Objects.requireNonNull(to);
        }
    }

    /// A column that leaves the schema. Its values stay in the old files; `Lake.dropColumn` removes
    /// those too.
    record Drop(String column) implements SchemaChange {
        public Drop {
            Objects.requireNonNull(column);
        }
    }
}
