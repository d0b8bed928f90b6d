package io.onefold.graph.explore;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphSpec;
import io.onefold.graph.rings.Rings;
import io.onefold.lake.AsOf;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.ReadDoor;
import io.onefold.lake.ReadLimits;
import io.onefold.lake.RowStream;
import io.onefold.model.Column;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rings of graphs as the last computation left them, read through the door, so under the
/// reader's masks. Safe for many threads.
public final class RingBook {

    /// The most rings of a list, and members of a ring, that one look gives.
    public static final int ROWS_MAX = 500;

    private static final String SHARED = "shared_";

    private final Catalog catalog;
    private final Lake lake;
    private final ReadDoor door;

    public RingBook(Catalog catalog, Lake lake, ReadDoor door) {
        this.catalog = catalog;
        this.lake = lake;
        this.door = door;
    }

    /// Customers who are connected through what they share.
    ///
    /// @param id for example `R000000012`; it stays the ring's while the ring lives
    /// @param members how many customers belong to it
    /// @param knownFraud how many of them are confirmed fraud; null: unknown
    /// @param hopsToFraud customer hops from its nearest member to confirmed fraud; null: more than
    ///   four, or none is known
    /// @param shared kind of identifier → the most customers that a member shares one with
    /// @param asOf the moment it speaks of
    public record Ring(
            String id,
            long members,
            @Nullable Long knownFraud,
            @Nullable Long hopsToFraud,
            SortedMap<String, Long> shared,
            @Nullable Instant asOf) {
        public Ring {
            shared = new TreeMap<>(shared);
        }
    }

    /// A customer in a ring.
    ///
    /// @param customer the key, as the reader may see it
    /// @param hopsToFraud customer hops to confirmed fraud; null: more than four, or none is known
    /// @param fraudNeighbours confirmed fraud among the customers it shares something with
    /// @param shared kind of identifier → how many customers it shares one with
    public record Member(
            @Nullable String customer,
            @Nullable Long hopsToFraud,
            @Nullable Long fraudNeighbours,
            SortedMap<String, Long> shared) {
        public Member {
            shared = new TreeMap<>(shared);
        }
    }

    /// The rings of a graph, the largest first.
    ///
    /// @param graph the graph's name; null: the only one there is
    /// @throws OnefoldException (FORBIDDEN) without permission `data_read`, (NOT_FOUND) for an
    ///   unknown graph or before the first computation
    public List<Ring> rings(@Nullable String graph, int limit, Principal reader) {
        GraphSpec spec = GraphChoice.of(catalog, graph);
        return read(spec, "", limit, reader);
    }

    /// One ring.
    ///
    /// @throws OnefoldException as [#rings], and (NOT_FOUND) for a ring that is not there
    public Ring ring(@Nullable String graph, String id, Principal reader) {
        GraphSpec spec = GraphChoice.of(catalog, graph);
        List<Ring> found = read(spec, " AND ring_id = " + DuckSql.text(id), 1, reader);
        if (found.isEmpty()) {
            throw new OnefoldException(
                    ErrorCode.NOT_FOUND,
                    "graph '" + spec.name() + "' has no such ring; list its rings first");
        }
        return found.getFirst();
    }

    /// The members of a ring, in the order of their keys; at most [#ROWS_MAX].
    public List<Member> members(@Nullable String graph, String id, Principal reader) {
        GraphSpec spec = GraphChoice.of(catalog, graph);
        List<String> kinds = kinds();
        String sql =
                "SELECT customer_id, hops_to_fraud, fraud_neighbours"
                        + list(kinds, "%s")
                        + from(spec)
                        + " AND ring_id = "
                        + DuckSql.text(id)
                        + " ORDER BY customer_id";
        List<Member> members = new ArrayList<>();
        try (RowStream rows = door.query(reader, sql, AsOf.LATEST, limits(ROWS_MAX))) {
            while (rows.next()) {
                List<@Nullable Object> row = rows.row();
                Object customer = row.getFirst();
                members.add(
                        new Member(
                                customer == null ? null : customer.toString(),
                                number(row.get(1)),
                                number(row.get(2)),
                                shared(kinds, row, 3)));
            }
        }
        catalog.audit()
                .append(
                        new AuditEvent(
                                reader.name(),
                                "graph.ring",
                                spec.name(),
                                "done",
                                Map.of("ring", id, "members", Integer.toString(members.size()))));
        return members;
    }

    private List<Ring> read(GraphSpec spec, String more, int limit, Principal reader) {
        List<String> kinds = kinds();
        String sql =
                "SELECT ring_id, count(*), max(ring_known_fraud), min(hops_to_fraud), max(as_of)"
                        + list(kinds, "max(%s)")
                        + from(spec)
                        + more
                        + " GROUP BY ring_id ORDER BY count(*) DESC, ring_id";
        List<Ring> rings = new ArrayList<>();
        try (RowStream rows = door.query(reader, sql, AsOf.LATEST, limits(limit))) {
            while (rows.next()) {
                List<@Nullable Object> row = rows.row();
                rings.add(
                        new Ring(
                                String.valueOf(row.get(0)),
                                Objects.requireNonNull(number(row.get(1))),
                                number(row.get(2)),
                                number(row.get(3)),
                                shared(kinds, row, 5),
                                row.get(4) instanceof OffsetDateTime at ? at.toInstant() : null));
            }
        }
        return rings;
    }

    private static String from(GraphSpec spec) {
        return " FROM "
                + DuckSql.table(Rings.FEATURES)
                + " WHERE ring_id IS NOT NULL AND graph = "
                + DuckSql.text(spec.name());
    }

    /// The columns that count sharing, one for each kind of identifier of any graph.
    private List<String> kinds() {
        return lake.require(Rings.FEATURES).columns().stream()
                .map(Column::name)
                .filter(name -> name.startsWith(SHARED))
                .toList();
    }

    private static String list(List<String> kinds, String form) {
        StringBuilder items = new StringBuilder();
        kinds.forEach(kind -> items.append(", ").append(form.formatted(DuckSql.name(kind))));
        return items.toString();
    }

    /// What is null is of another graph's kinds, and left out.
    private static SortedMap<String, Long> shared(
            List<String> kinds, List<@Nullable Object> row, int from) {
        SortedMap<String, Long> shared = new TreeMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            Long count = number(row.get(from + i));
            if (count != null) {
                shared.put(kinds.get(i).substring(SHARED.length()), count);
            }
        }
        return shared;
    }

    private static @Nullable Long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : null;
    }

    private static ReadLimits limits(int rows) {
        return new ReadLimits(rows, ReadLimits.DEFAULT.timeout());
    }
}
