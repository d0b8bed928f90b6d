package io.onefold.catalog.internal.yaml;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One YAML document as a JSON tree, with the place of each key and value.
///
/// @param file the file as the user named it
/// @param root the tree
/// @param keys JSON pointer of a member to where its key stands
/// @param values JSON pointer of a node to where it begins
/// @param unread JSON pointers of values that could not be read, and of which that was reported
public record YamlDocument(
        String file,
        JsonNode root,
        Map<String, Position> keys,
        Map<String, Position> values,
        Set<String> unread) {

    public YamlDocument {
        Objects.requireNonNull(file);
        Objects.requireNonNull(root);
        keys = Map.copyOf(keys);
        values = Map.copyOf(values);
        unread = Set.copyOf(unread);
    }

    /// Where a member's key stands; for an element of a list, where the element begins.
    public Position key(String pointer) {
        Position found = keys.get(pointer);
        return found != null ? found : value(pointer);
    }

    /// Where a node begins; where its nearest ancestor does, if it is not there.
    public Position value(String pointer) {
        Position found = values.get(pointer);
        if (found != null) {
            return found;
        }
        int slash = pointer.lastIndexOf('/');
        return slash < 0 ? Position.START : value(pointer.substring(0, slash));
    }
}
