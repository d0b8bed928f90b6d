package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.internal.control.ControlRow;
import java.util.List;

/// What one type of manifest means.
public sealed interface Kind
        permits AccessKind,
                BookKind,
                ContractKind,
                GraphKind,
                HistoryKind,
                QueryKind,
                SiloKind,
                WorkflowKind {

    /// Checks what a schema cannot say, inside one document whose form is right.
    void check(Manifest manifest, Report report);

    /// What the document refers to.
    List<Reference> references(Manifest manifest);

    /// The control rows the document stands for.
    List<ControlRow> rows(Manifest manifest);

    /// The meaning of a type.
    static Kind of(ManifestType type) {
        return switch (type) {
            case ROLE, USER -> AccessKind.INSTANCE;
            case SOURCE -> SiloKind.INSTANCE;
            case CONTRACT -> ContractKind.INSTANCE;
            case GRAPH -> GraphKind.INSTANCE;
            case QUERY -> QueryKind.INSTANCE;
            case FRAUD_HISTORY -> HistoryKind.INSTANCE;
            case FRAUD_RULE, FRAUD_POLICY -> BookKind.INSTANCE;
            case WORKFLOW -> WorkflowKind.INSTANCE;
        };
    }
}
