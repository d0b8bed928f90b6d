package io.onefold.catalog.internal.yaml;

/// JSON pointers (RFC 6901), and the form in which people read them.
public final class Pointers {

    private Pointers() {}

    /// The pointer of a member.
    public static String member(String parent, String key) {
        return parent + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /// The pointer of a list's element, 0-based.
    public static String element(String parent, int index) {
        return parent + "/" + index;
    }

    /// The pointer of the node around; empty for the root's.
    public static String parent(String pointer) {
        int slash = pointer.lastIndexOf('/');
        return slash < 0 ? "" : pointer.substring(0, slash);
    }

    /// The last key or index.
    public static String last(String pointer) {
        return unescape(pointer.substring(pointer.lastIndexOf('/') + 1));
    }

    /// As people read it, for example `source.tables[2].key`.
    public static String shown(String pointer) {
        StringBuilder text = new StringBuilder();
        for (String part : pointer.split("/", -1)) {
            if (part.isEmpty() && text.isEmpty()) {
                continue;
            }
            String name = unescape(part);
            if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                text.append('[').append(name).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(name);
            }
        }
        return text.isEmpty() ? "(document)" : text.toString();
    }

    private static String unescape(String part) {
        return part.replace("~1", "/").replace("~0", "~");
    }
}
