package io.onefold.verify.house;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// What a `pom.xml` says about the shape of the build.
///
/// @param folder the module's folder
/// @param artifact its artifact id, for example `onefold-lake`
/// @param packaging `jar` or `pom`
/// @param modules the modules it lists
/// @param dependencies what it declares itself
record Pom(
        Path folder,
        String artifact,
        String packaging,
        List<String> modules,
        List<Dependency> dependencies) {

    /// A declared dependency.
    ///
    /// @param scope `compile` unless the POM says otherwise
    record Dependency(String group, String artifact, String scope) {}

    private static final String OURS = "io.onefold";

    static Pom read(Path folder) {
        try {
            Element project =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(folder.resolve("pom.xml").toFile())
                            .getDocumentElement();
            return new Pom(
                    folder,
                    text(project, "artifactId", ""),
                    text(project, "packaging", "jar"),
                    children(child(project, "modules"), "module").stream()
                            .map(Element::getTextContent)
                            .map(String::strip)
                            .toList(),
                    children(child(project, "dependencies"), "dependency").stream()
                            .map(Pom::dependency)
                            .toList());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("cannot read " + folder.resolve("pom.xml"), e);
        }
    }

    /// The module's own name, which is its last package too, for example `lake`.
    String name() {
        return folder.getFileName().toString();
    }

    /// The names of our modules it needs outside its tests.
    List<String> ownNeeds() {
        return dependencies.stream()
                .filter(d -> d.group().equals(OURS) && !d.scope().equals("test"))
                .map(d -> d.artifact().replaceFirst("^onefold-", ""))
                .sorted()
                .toList();
    }

    private static Dependency dependency(Element element) {
        return new Dependency(
                text(element, "groupId", ""),
                text(element, "artifactId", ""),
                text(element, "scope", "compile"));
    }

    private static String text(Element parent, String name, String otherwise) {
        return children(parent, name).stream()
                .map(Element::getTextContent)
                .map(String::strip)
                .findFirst()
                .orElse(otherwise);
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? parent.getOwnerDocument().createElement(name) : found.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
