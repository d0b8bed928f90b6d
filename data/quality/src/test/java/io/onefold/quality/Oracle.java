package io.onefold.quality;

import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The check by brute force in plain Java: all raw rows in memory, every rule read from its words.
/// It shares nothing with the product but the words.
final class Oracle {

    /// A raw row.
    record Raw(int run, int row, boolean deleted, Map<String, @Nullable String> cells) {}

    /// What the tables should hold, each row as its cells joined by `|`, and what became of the
    /// last run's rows.
    record Outcome(
            List<String> trusted,
            List<String> quarantine,
            long superseded,
            long rejected,
            long passed,
            long deleted) {}

    private final Sample sample;
    private final Set<String> parents;

    Oracle(Sample sample, Set<String> parents) {
        this.sample = sample;
        this.parents = parents;
    }

    Outcome judge(List<Raw> raw, int run) {
        List<List<Judged>> keys =
                raw.stream()
                        .collect(
                                Collectors.groupingBy(
                                        this::rawKey, LinkedHashMap::new, Collectors.toList()))
                        .values()
                        .stream()
                        .map(this::alive)
                        .map(rows -> rows.stream().map(this::typed).toList())
                        .toList();
        List<Judged> latest =
                keys.stream().map(List::getFirst).filter(judged -> !judged.raw.deleted()).toList();
        for (List<Judged> versions : keys) {
            versions.stream()
                    .filter(judged -> !judged.raw.deleted())
                    .forEach(judged -> ask(judged, latest));
        }
        return outcome(raw, keys, run);
    }

    private Outcome outcome(List<Raw> raw, List<List<Judged>> keys, int run) {
        List<String> trusted = new ArrayList<>();
        List<String> quarantine = new ArrayList<>();
        long rejected = 0;
        long passed = 0;
        long deleted = 0;
        for (List<Judged> versions : keys) {
            Judged first = versions.getFirst();
            if (first.raw.deleted()) {
                deleted += first.raw.run() == run ? 1 : 0;
                continue;
            }
            Optional<Judged> chosen =
                    (sample.contract().keepLastValid() ? versions : List.of(first))
                            .stream().filter(judged -> judged.reasons.isEmpty()).findFirst();
            chosen.ifPresent(judged -> trusted.add(judged.line()));
            passed += chosen.filter(judged -> judged.raw.run() == run).isPresent() ? 1 : 0;
            if (!first.reasons.isEmpty()) {
                quarantine.add(first.rejection());
                rejected += first.raw.run() == run ? 1 : 0;
            }
        }
        long rows = raw.stream().filter(row -> row.run() == run && !row.deleted()).count();
        trusted.sort(Comparator.naturalOrder());
        quarantine.sort(Comparator.naturalOrder());
        return new Outcome(
                trusted, quarantine, rows - rejected - passed, rejected, passed, deleted);
    }

    /// What rows of one key share; a row without a key is alone with its likes.
    private Object rawKey(Raw row) {
        String id = row.cells().get("id");
        return id == null ? row.cells() : id;
    }

    /// The versions that count, the latest first.
    private List<Raw> alive(List<Raw> rows) {
        Comparator<Raw> order = Comparator.comparingInt(Raw::run).thenComparingInt(Raw::row);
        List<Raw> newestFirst = rows.stream().sorted(order.reversed()).toList();
        if (newestFirst.getFirst().deleted()) {
            return List.of(newestFirst.getFirst());
        }
        List<Raw> alive =
                new ArrayList<>(newestFirst.stream().takeWhile(row -> !row.deleted()).toList());
        if (sample.contract().versionColumn() == null) {
            return alive;
        }
        Raw newest = alive.getFirst();
        Comparator<Raw> byVersion =
                Comparator.comparing(
                        this::version, Comparator.nullsLast(Comparator.reverseOrder()));
        alive.sort(byVersion);
        if (version(newest) == null) {
            alive.remove(newest);
            alive.addFirst(newest);
        }
        return alive;
    }

    private @Nullable Long version(Raw row) {
        String text = row.cells().get("ver");
        String converted = text == null ? null : field("ver").converted().apply(text);
        return converted == null ? null : Long.valueOf(converted);
    }

    private Sample.Field field(String name) {
        return sample.fields().stream()
                .filter(field -> field.column().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Judged typed(Raw row) {
        Judged judged = new Judged(row);
        for (Sample.Field field : sample.fields()) {
            String corrected = field.corrected().apply(row.cells());
            String value = field.value().apply(row.cells());
            String converted = value == null ? null : field.converted().apply(value);
            String name = field.column().name();
            judged.values.put(name, converted);
            if (corrected != null && converted == null) {
                judged.unsound.put(name, "type");
            } else if (converted == null && isRequired(field.column())) {
                judged.unsound.put(name, "required");
            }
        }
        return judged;
    }

    private boolean isRequired(ContractColumn column) {
        return column.required() || sample.contract().key().contains(column.name());
    }

    private void ask(Judged judged, Collection<Judged> latest) {
        DatasetContract contract = sample.contract();
        for (ContractColumn column : contract.columns()) {
            String wrong = judged.unsound.get(column.name());
            if (wrong != null) {
                judged.reasons.add(wrong + ":" + column.source());
            }
        }
        for (Sample.Rule rule : sample.rules()) {
            boolean asked = rule.reads().stream().noneMatch(judged.unsound::containsKey);
            Boolean holds = rule.holds().apply(judged.values);
            if (asked && !(holds == null ? rule.rule().nullPasses() : holds)) {
                judged.reasons.add(rule.rule().name() + ":" + rule.rule().column());
            }
        }
        if (!judged.unsound.containsKey("id") && sharing("id", judged, latest) > 1) {
            judged.reasons.add("unique:id");
        }
        contract.columns().stream()
                .filter(ContractColumn::unique)
                .forEach(
                        column -> {
                            if (judged.values.get(column.name()) != null
                                    && sharing(column.name(), judged, latest) > 1) {
                                judged.reasons.add("unique:" + column.source());
                            }
                        });
        String parent = judged.values.get("p");
        if (!contract.references().isEmpty() && parent != null && !parents.contains(parent)) {
            judged.reasons.add("reference:p");
        }
    }

    private static long sharing(String column, Judged judged, Collection<Judged> latest) {
        return latest.stream()
                .filter(
                        other ->
                                Objects.equals(other.values.get(column), judged.values.get(column)))
                .count();
    }

    private static final class Judged {
        private final Raw raw;
        private final Map<String, @Nullable String> values = new HashMap<>();
        private final Map<String, String> unsound = new HashMap<>();
        private final List<String> reasons = new ArrayList<>();

        Judged(Raw raw) {
            this.raw = raw;
        }

        String line() {
            return String.join(
                    "|",
                    List.of("id", "ver", "a", "b", "ba", "p").stream()
                            .map(name -> String.valueOf(values.get(name)))
                            .toList());
        }

        String rejection() {
            String cells =
                    String.join(
                            "|",
                            Sample.RAW.stream()
                                    .map(name -> String.valueOf(raw.cells().get(name)))
                                    .toList());
            return cells + "|" + String.join(",", reasons);
        }
    }
}
