package io.onefold.graph.query;

import io.onefold.model.ErrorCode;
import io.onefold.model.Finding;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The questions of a folder, by name: per question a manifest (`*.yaml`, `type: query`) and the
/// Cypher and SQL files that it names.
public final class QueryLibrary {

    private final SequencedMap<String, QuerySpec> queries;

    private QueryLibrary(SequencedMap<String, QuerySpec> queries) {
        this.queries = Collections.unmodifiableSequencedMap(queries);
    }

    /// Reads a folder.
    ///
    /// @throws OnefoldException (INVALID_INPUT) with everything that is wrong, as `file:line:
    ///   message`
    public static QueryLibrary read(Path folder) {
        SequencedMap<String, QuerySpec> queries = new LinkedHashMap<>();
        List<Finding> findings = QueryFiles.read(folder, spec -> queries.put(spec.name(), spec));
        if (!findings.isEmpty()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
        return new QueryLibrary(queries);
    }

    /// Checks questions by their manifests without using them: what [#read] would refuse, and what
    /// of their SQL is outside the common subset of Spark and DuckDB.
    public static List<Finding> lint(List<Path> manifests) {
        return QueryFiles.lint(manifests);
    }

    /// All questions, by name.
    public Collection<QuerySpec> all() {
        return queries.values();
    }

    /// @throws OnefoldException (NOT_FOUND) naming the nearest question
    public QuerySpec get(String name) {
        QuerySpec spec = queries.get(name);
        if (spec == null) {
            throw new OnefoldException(
                    ErrorCode.NOT_FOUND,
                    "there is no query '"
                            + name
                            + "'"
                            + Spelling.didYouMean(name, queries.keySet())
                            + " (queries: "
                            + queries.keySet()
                            + ")");
        }
        return spec;
    }
}
