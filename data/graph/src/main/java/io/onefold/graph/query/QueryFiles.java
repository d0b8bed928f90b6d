package io.onefold.graph.query;

import io.onefold.lake.SparkSql;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Finding;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the manifests of a folder of questions, each with its two writings.
public final class QueryFiles {

    private static final Pattern DATASET =
            Pattern.compile("`([A-Za-z_][A-Za-z0-9_]{0,127}\\.[A-Za-z_][A-Za-z0-9_]{0,127})`");

    private final Path folder;
    private final List<Finding> findings;

    private final @Nullable Connection linting;

    /// @param linting an engine, to look at the dialect of the SQL too
    private QueryFiles(Path folder, List<Finding> findings, @Nullable Connection linting) {
        this.folder = folder;
        this.findings = findings;
        this.linting = linting;
    }

    /// Reads all questions in the order of their file names.
    ///
    /// @param take receives each question that could be read without a finding
    /// @return what is wrong
    /// @throws OnefoldException (INVALID_INPUT) if the folder cannot be read
    public static List<Finding> read(Path folder, Consumer<QuerySpec> take) {
        List<Finding> findings = new ArrayList<>();
        QueryFiles files = new QueryFiles(folder, findings, null);
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .forEach(file -> files.readOne(file, take));
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the folder of queries "
                            + folder
                            + " cannot be read ("
                            + e.getMessage()
                            + "); name one that exists",
                    e);
        }
        return List.copyOf(findings);
    }

    /// What is wrong with questions, also with the dialect of their SQL.
    static List<Finding> lint(List<Path> manifests) {
        if (manifests.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        try (Connection engine = SparkSql.engine()) {
            for (Path manifest : manifests) {
                new QueryFiles(manifest.resolveSibling(""), findings, engine)
                        .readOne(manifest, spec -> {});
            }
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.INTERNAL, "the engine does not close: " + e.getMessage(), e);
        }
        return List.copyOf(findings);
    }

    /// What of a question's SQL is outside the common subset.
    private void lookAtDialect(Connection engine, String file, String question, String sql) {
        for (Finding found : SparkSql.lint(engine, NamedParameters.asColumns(sql))) {
            findings.add(
                    new Finding(
                            folder.resolve(file).toString(),
                            found.line(),
                            found.column(),
                            "query " + question,
                            found.message(),
                            found.rule(),
                            found.severity()));
        }
    }

    private void readOne(Path file, Consumer<QuerySpec> take) {
        int before = findings.size();
        String text = text(file.toString(), file);
        Yaml.read(file.toString(), text, findings::add)
                .map(
                        head ->
                                head.allowing(
                                        "name",
                                        "version",
                                        "type",
                                        "description",
                                        "tags",
                                        "owner",
                                        "query"))
                .flatMap(head -> head.mapping("query").map(body -> spec(head, body)))
                .filter(spec -> findings.size() == before)
                .ifPresent(take);
    }

    private QuerySpec spec(Yaml head, Yaml body) {
        body.allowing(
                "intent", "graph", "cypher", "sql", "parameters", "require_one_of", "columns");
        if (!head.text("type").equals("query")) {
            head.find("type", "found '" + head.text("type") + "'; expected query", "wrong-value");
        }
        List<QueryParameter> parameters =
                body.mappings("parameters").stream().map(QueryFiles::parameter).toList();
        List<QueryColumn> columns = new ArrayList<>();
        for (Yaml column : body.mappings("columns")) {
            QueryColumn read = column(column);
            if (read != null) {
                columns.add(read);
            }
        }
        if (columns.isEmpty()) {
            body.find(
                    "columns",
                    "no column is declared; name every column of the answer",
                    "missing-key");
        }
        String cypher = writing(body, "cypher", parameters, "//");
        String sql = writing(body, "sql", parameters, "--");
        if (linting != null && !sql.isEmpty()) {
            lookAtDialect(linting, body.text("sql"), head.text("name"), sql);
        }
        return new QuerySpec(
                head.text("name"),
                body.text("intent"),
                head.text("description"),
                body.text("graph"),
                parameters,
                body.texts("require_one_of"),
                columns,
                cypher,
                sql,
                datasets(sql));
    }

    private static QueryParameter parameter(Yaml yaml) {
        yaml.allowing(
                "name",
                "type",
                "default",
                "minimum",
                "maximum",
                "pattern",
                "compares",
                "description");
        QueryParameter.Type type = yaml.convert("type", QueryParameter.Type::parse);
        DatasetColumn compares =
                yaml.textOrNull("compares") == null
                        ? null
                        : yaml.convert("compares", DatasetColumn::parse);
        return new QueryParameter(
                yaml.text("name"),
                type == null ? QueryParameter.Type.STRING : type,
                defaultValue(yaml, type),
                yaml.integer("minimum", Long.MIN_VALUE),
                yaml.integer("maximum", Long.MAX_VALUE),
                yaml.textOrNull("pattern"),
                compares,
                yaml.text("description"));
    }

    private static @Nullable Object defaultValue(Yaml yaml, QueryParameter.@Nullable Type type) {
        if (type == QueryParameter.Type.STRING_LIST) {
            return yaml.texts("default");
        }
        if (type == QueryParameter.Type.INTEGER && yaml.textOrNull("default") != null) {
            return yaml.integer("default", 0);
        }
        return yaml.textOrNull("default");
    }

    private static @Nullable QueryColumn column(Yaml yaml) {
        yaml.allowing("name", "type", "of");
        DataType type = yaml.convert("type", DataType::parse);
        DatasetColumn of = yaml.convert("of", DatasetColumn::parse);
        return type == null || of == null ? null : new QueryColumn(yaml.text("name"), type, of);
    }

    /// The text of a file that the manifest names, and whether its parameters are declared and
    /// used.
    private String writing(
            Yaml body, String key, List<QueryParameter> parameters, String lineComment) {
        String name = body.text(key);
        if (name.isEmpty()) {
            return "";
        }
        Path file = folder.resolve(name);
        if (!file.normalize().startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
            body.find(key, "there is no file " + file, "missing-file");
            return "";
        }
        String text = text(file.toString(), file);
        Set<String> declared = new LinkedHashSet<>();
        parameters.forEach(parameter -> declared.add(parameter.name()));
        try {
            List<String> used = NamedParameters.in(text, lineComment);
            used.stream()
                    .filter(one -> !declared.contains(one) && !one.equals(BoundParameters.AS_OF))
                    .forEach(
                            one ->
                                    body.find(
                                            key,
                                            file + " uses $" + one + ", which is not declared",
                                            "undeclared"));
            if (!used.contains(BoundParameters.AS_OF)) {
                body.find(
                        key,
                        file + " does not use $as_of; every query closes its windows there",
                        "no-as-of");
            }
            declared.stream()
                    .filter(one -> !used.contains(one))
                    .forEach(one -> body.find(key, file + " does not use $" + one, "unused"));
        } catch (OnefoldException e) {
            body.find(key, file + ": " + e.getMessage(), "wrong-value");
        }
        return text;
    }

    private static Set<DatasetName> datasets(String sql) {
        Set<DatasetName> datasets = new LinkedHashSet<>();
        Matcher matcher = DATASET.matcher(sql);
        while (matcher.find()) {
            datasets.add(DatasetName.parse(matcher.group(1)));
        }
        return datasets;
    }

    private String text(String name, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            findings.add(
                    new Finding(
                            name,
                            0,
                            0,
                            "",
                            "cannot be read as UTF-8: " + e.getMessage(),
                            "unreadable",
                            Finding.Severity.ERROR));
            return "";
        }
    }
}
