package io.onefold.pipeline;

import io.onefold.model.DatasetName;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Which datasets can be checked together: each after those that its contract refers to. Datasets
/// that refer to each other in a circle are checked last, together; they see each other as the last
/// run left them.
final class CheckOrder {

    private final Map<DatasetName, Set<DatasetName>> references = new TreeMap<>();

    CheckOrder(
            Collection<DatasetName> datasets,
            Function<DatasetName, Optional<DatasetContract>> contracts) {
        for (DatasetName dataset : datasets) {
            Set<DatasetName> referred = new TreeSet<>();
            contracts
                    .apply(dataset)
                    .ifPresent(
                            contract ->
                                    contract.references().stream()
                                            .map(Reference::dataset)
                                            .filter(
                                                    other ->
                                                            !other.equals(dataset)
                                                                    && datasets.contains(other))
                                            .forEach(referred::add));
            references.put(dataset, referred);
        }
    }

    Set<DatasetName> references(DatasetName dataset) {
        return references.getOrDefault(dataset, Set.of());
    }

    List<List<DatasetName>> levels() {
        List<List<DatasetName>> levels = new ArrayList<>();
        Set<DatasetName> done = new TreeSet<>();
        while (done.size() < references.size()) {
            List<DatasetName> level =
                    references.keySet().stream()
                            .filter(d -> !done.contains(d) && done.containsAll(references(d)))
                            .toList();
            if (level.isEmpty()) {
                level = references.keySet().stream().filter(d -> !done.contains(d)).toList();
            }
            levels.add(level);
            done.addAll(level);
        }
        return levels;
    }
}
