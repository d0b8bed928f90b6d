package io.onefold.catalog.internal.registry;

import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlRows;
import io.onefold.catalog.internal.control.ControlTable;
import io.onefold.catalog.internal.manifest.ContractReader;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.DatasetContract;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The active contracts of the control tables.
public final class Contracts {

    private Contracts() {}

    /// Every contract, one for each dataset.
    public static List<DatasetContract> all(ControlRows rows) throws SQLException {
        return rows.all(ControlTable.DATASET_CONTRACT).stream()
                .filter(row -> Nodes.flag(row.values(), "is_active", true))
                .flatMap(row -> read(row).stream())
                .toList();
    }

    /// The contract of a dataset.
    public static Optional<DatasetContract> find(ControlRows rows, DatasetName dataset)
            throws SQLException {
        return all(rows).stream()
                .filter(contract -> contract.dataset().equals(dataset))
                .findFirst();
    }

    private static List<DatasetContract> read(ControlRow row) {
        return new ContractReader(
                        (pointer, message, rule) -> {
                            throw new OnefoldException(
                                    ErrorCode.INVALID_SETUP,
                                    "contract "
                                            + Nodes.text(row.values(), "contract_name")
                                            + " was edited by hand and cannot be read: "
                                            + pointer
                                            + " "
                                            + message
                                            + "; correct the row, or apply its manifest with --take-manifest");
                        })
                .read(row.values().path("body"));
    }
}
