package io.onefold.model.contract;

import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.Objects;

/// A promise that another dataset knows these values: as a trusted row, or as one that stands in
/// quarantine, whose defect is its own and not that of the rows that refer to it. A row with a null
/// among the columns passes.
///
/// ODCS v3.1: an element of `relationships`, `{type: foreignKey, from: [columns], to:
/// [source.table.column, …]}` of the schema, or `{to: source.table.column}` of a property.
///
/// @param columns trusted columns of this dataset
/// @param dataset the dataset that holds the values
/// @param targets its trusted columns, one for each of `columns`
public record Reference(List<String> columns, DatasetName dataset, List<String> targets) {

    public Reference {
        columns = List.copyOf(columns);
        Objects.requireNonNull(dataset);
        targets = List.copyOf(targets);
        if (columns.isEmpty() || columns.size() != targets.size()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the reference "
                            + columns
                            + " to "
                            + dataset
                            + " "
                            + targets
                            + " is not one to one; name as many columns on both sides, at least one");
        }
    }
}
