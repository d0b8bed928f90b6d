package io.onefold.catalog.internal.yaml;

import io.onefold.model.Finding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads the documents of a YAML 1.2 file. What is wrong with them becomes findings; the documents
/// before it stay.
public final class YamlReader {

    private static final int CODE_POINTS_MAX = 4 << 20;

    private final Variables variables;

    /// @param variables the values of `${NAME}` in scalars; `$${NAME}` stands for itself
    public YamlReader(Variables variables) {
        this.variables = Objects.requireNonNull(variables);
    }

    /// What a file holds.
    ///
    /// @param documents the documents that could be read, without empty ones
    /// @param findings what was wrong
    public record Result(List<YamlDocument> documents, List<Finding> findings) {
        public Result {
            documents = List.copyOf(documents);
            findings = List.copyOf(findings);
        }
    }

    /// Reads a text.
    ///
    /// @param file how the text is named in findings
    public Result read(String file, String text) {
        List<YamlDocument> documents = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        try {
            Iterator<Node> nodes =
                    new Compose(settings(file)).composeAllFromString(text).iterator();
            while (nodes.hasNext()) {
                TreeBuilder builder = new TreeBuilder(file, text, variables, findings);
                builder.build(nodes.next()).ifPresent(documents::add);
            }
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            Position at =
                    mark == null
                            ? Position.START
                            : new Position(mark.getLine() + 1, mark.getColumn() + 1);
            findings.add(
                    syntax(file, at, Objects.requireNonNullElse(e.getProblem(), "cannot be read")));
        } catch (YamlEngineException e) {
            findings.add(
                    syntax(
                            file,
                            Position.START,
                            Objects.requireNonNullElse(e.getMessage(), "cannot be read")));
        }
        return new Result(documents, findings);
    }

    private static LoadSettings settings(String file) {
        return LoadSettings.builder()
                .setLabel(file)
                .setSchema(new CoreSchema())
                .setUseMarks(true)
                .setCodePointLimit(CODE_POINTS_MAX)
                .build();
    }

    private static Finding syntax(String file, Position at, String problem) {
        return new Finding(
                file,
                at.line(),
                at.column(),
                "(document)",
                "not valid YAML: " + problem.strip().replace('\n', ' '),
                "yaml-syntax",
                Finding.Severity.ERROR);
    }
}
