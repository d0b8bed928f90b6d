package io.onefold.graph.internal.load;

import io.onefold.graph.LoadOptions.Clear;
import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.graph.internal.plan.KeyRule;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import io.onefold.model.audit.AuditLog;
import java.util.Map;

/// Empties a graph. Every attempt is audited, refused ones too.
final class Clearing {

    private static final int BATCH = 10_000;
    private static final String ACTION = "graph.clear";

    private final Bolt bolt;
    private final AuditLog audit;

    Clearing(Bolt bolt, AuditLog audit) {
        this.bolt = bolt;
        this.audit = audit;
    }

    /// Removes every node and relationship, in batches.
    ///
    /// @throws OnefoldException (FORBIDDEN) without permission `graph_admin`, (INVALID_INPUT) when
    ///   the confirmed name is not the database's, (CONFLICT) when there are nodes that Onefold did
    ///   not make and they are not to go
    void clear(Clear wanted, Principal principal) {
        String database = Databases.name(bolt);
        try {
            principal.require(Permission.GRAPH_ADMIN);
            requireConfirmed(wanted, database);
            requireOwn(wanted, database);
        } catch (OnefoldException e) {
            audit.append(
                    new AuditEvent(
                            principal.name(),
                            ACTION,
                            database,
                            "refused",
                            Map.of("reason", String.valueOf(e.getMessage()))));
            throw e;
        }
        long relationships = empty("MATCH ()-[x]->() WITH x LIMIT " + BATCH + " DELETE x");
        long nodes = empty("MATCH (n) WITH n LIMIT " + BATCH + " DETACH DELETE n");
        audit.append(
                new AuditEvent(
                        principal.name(),
                        ACTION,
                        database,
                        "done",
                        Map.of(
                                "nodes",
                                Long.toString(nodes),
                                "relationships",
                                Long.toString(relationships),
                                "include_foreign",
                                Boolean.toString(wanted.includeForeign()))));
    }

    private static void requireConfirmed(Clear wanted, String database) {
        if (!wanted.confirm().equals(database)) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "clearing was confirmed for database '"
                            + wanted.confirm()
                            + "', but the graph is '"
                            + database
                            + "'; nothing was removed; repeat with --confirm "
                            + database);
        }
    }

    private void requireOwn(Clear wanted, String database) {
        if (wanted.includeForeign()) {
            return;
        }
        long foreign =
                bolt.read(
                                "MATCH (n) WHERE n."
                                        + KeyRule.PROPERTY
                                        + " IS NULL RETURN count(n) AS c",
                                Map.of())
                        .getFirst()
                        .get("c")
                        .asLong();
        if (foreign > 0) {
            throw new OnefoldException(
                    ErrorCode.CONFLICT,
                    "database '"
                            + database
                            + "' holds "
                            + foreign
                            + " nodes that Onefold did not make (without "
                            + KeyRule.PROPERTY
                            + "); nothing was removed; add --include-foreign to remove them too");
        }
    }

    private long empty(String statement) {
        long removed = 0;
        while (true) {
            var counters = bolt.write(statement, Map.of());
            long now = (long) counters.nodesDeleted() + counters.relationshipsDeleted();
            if (now == 0) {
                return removed;
            }
            removed += now;
        }
    }
}
