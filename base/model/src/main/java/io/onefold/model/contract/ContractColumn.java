package io.onefold.model.contract;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A column of the trusted table and how it is made of the raw row.
///
/// ODCS: a property of the schema.
///
/// @param name the trusted column (`name`)
/// @param source the raw column it is made of (`physicalName`, default the name)
/// @param type its type (`physicalType` if given, else `logicalType`)
/// @param required whether null is refused (`required`; key columns are required whatever it says)
/// @param unique whether two rows may not share a value (`unique`); all rows that share one are
///   refused
/// @param tags classification, for example `PII.DateOfBirth` (`tags`)
/// @param normalise corrections of the source, in order (custom property `normalise`)
/// @param expression SQL over the normalised raw columns that is cast to the type; absent: the
///   source itself (`transformLogic`). A null made of a source that is not null is a failed
///   conversion, reason `type`.
public record ContractColumn(
        String name,
        String source,
        DataType type,
        boolean required,
        boolean unique,
        Set<String> tags,
        List<Normalisation> normalise,
        @Nullable String expression) {

    public ContractColumn {
        Objects.requireNonNull(name);
        Objects.requireNonNull(source);
        Objects.requireNonNull(type);
        tags = Set.copyOf(tags);
        normalise = List.copyOf(normalise);
    }

    /// A column that passes as it is.
    public static ContractColumn of(String name, DataType type, boolean required) {
        return new ContractColumn(name, name, type, required, false, Set.of(), List.of(), null);
    }

    /// The column as the lake stores it. Null is refused by the check, not by the table, so that a
    /// contract may be relaxed.
    public Column stored() {
        return Column.optional(name, type);
    }
}
