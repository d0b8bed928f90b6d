package io.onefold.server.internal.api;

import io.onefold.graph.explore.RingBook;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Rings of customers who share identifiers, under the caller's masks.
@RestController
@RequestMapping("/api/graph/rings")
@Tag(name = "graph")
class RingsController {

    private final RingBook rings;

    RingsController(RingBook rings) {
        this.rings = rings;
    }

    /// @param knownFraud how many members are confirmed fraud; null: unknown
    /// @param hopsToFraud hops from the nearest member to confirmed fraud; null: above four or none
    /// @param shared kind of identifier → the most customers that a member shares one with
    /// @param asOf the moment it speaks of
    record RingView(
            String id,
            long members,
            @Nullable Long knownFraud,
            @Nullable Long hopsToFraud,
            SortedMap<String, Long> shared,
            @Nullable Instant asOf) {}

    /// @param customer the customer's key; null: hidden from the caller
    record MemberView(
            @Nullable String customer,
            @Nullable Long hopsToFraud,
            @Nullable Long fraudNeighbours,
            SortedMap<String, Long> shared) {}

    /// @param members at most 500 of them
    record RingWithMembers(RingView ring, List<MemberView> members) {}

    @GetMapping
    @Operation(summary = "The rings of a graph, the largest first")
    List<RingView> rings(
            @RequestParam(required = false) @Nullable String graph,
            @RequestParam(defaultValue = "50") int limit,
            @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        int most = (int) Asked.within("limit", limit, RingBook.ROWS_MAX);
        return rings.rings(graph, most, caller).stream().map(RingsController::view).toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One ring with its members and what each shares")
    RingWithMembers ring(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String graph,
            @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        RingView ring = view(rings.ring(graph, id, caller));
        return new RingWithMembers(
                ring,
                rings.members(graph, id, caller).stream()
                        .map(
                                m ->
                                        new MemberView(
                                                m.customer(),
                                                m.hopsToFraud(),
                                                m.fraudNeighbours(),
                                                m.shared()))
                        .toList());
    }

    private static RingView view(RingBook.Ring ring) {
        return new RingView(
                ring.id(),
                ring.members(),
                ring.knownFraud(),
                ring.hopsToFraud(),
                ring.shared(),
                ring.asOf());
    }
}
