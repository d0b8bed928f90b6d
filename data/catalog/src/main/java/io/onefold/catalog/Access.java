package io.onefold.catalog;

import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlRows;
import io.onefold.catalog.internal.control.ControlTable;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who may do what: users hold roles, roles are named sets of permissions.
public final class Access {

    private final Jdbc jdbc;

    Access(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /// The user of a name, with the permissions of its active roles.
    ///
    /// @throws OnefoldException (NOT_FOUND) if there is no such active user, naming the nearest;
    ///   (INVALID_SETUP) if one of its roles names a permission that does not exist
    public Principal principal(String user) {
        return jdbc.transaction(
                connection -> {
                    ControlRows rows = new ControlRows(connection);
                    Map<String, List<String>> users =
                            active(rows, ControlTable.APP_USER, "user_name", "roles");
                    List<String> held = users.get(user);
                    if (held == null) {
                        throw new OnefoldException(
                                ErrorCode.NOT_FOUND,
                                "there is no user '"
                                        + user
                                        + "'"
                                        + Spelling.didYouMean(user, users.keySet())
                                        + "; apply a manifest of type user to add one, such as those in"
                                        + " manifests/users");
                    }
                    Map<String, List<String>> roles =
                            active(rows, ControlTable.APP_ROLE, "role_name", "permissions");
                    Set<String> active = new TreeSet<>(held);
                    active.retainAll(roles.keySet());
                    return new Principal(user, active, permissions(active, roles), false);
                });
    }

    /// The permissions that follow from roles, for tokens that carry roles only. Unknown and
    /// inactive roles give none.
    ///
    /// @throws OnefoldException (INVALID_SETUP) if one of the roles names a permission that does
    ///   not exist
    public Set<Permission> permissions(Collection<String> roles) {
        return jdbc.transaction(
                connection ->
                        permissions(
                                roles,
                                active(
                                        new ControlRows(connection),
                                        ControlTable.APP_ROLE,
                                        "role_name",
                                        "permissions")));
    }

    /// The active roles, each with its permissions as they are spelt.
    public Map<String, List<String>> roles() {
        return jdbc.with(
                connection ->
                        active(
                                new ControlRows(connection),
                                ControlTable.APP_ROLE,
                                "role_name",
                                "permissions"));
    }

    /// The active users, each with its roles.
    public Map<String, List<String>> users() {
        return jdbc.with(
                connection ->
                        active(
                                new ControlRows(connection),
                                ControlTable.APP_USER,
                                "user_name",
                                "roles"));
    }

    private static Set<Permission> permissions(
            Collection<String> held, Map<String, List<String>> roles) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (String role : held) {
            for (String permission : roles.getOrDefault(role, List.of())) {
                try {
                    permissions.add(Permission.parse(permission));
                } catch (OnefoldException e) {
                    throw new OnefoldException(
                            ErrorCode.INVALID_SETUP,
                            "role '" + role + "': " + e.getMessage() + "; correct the role",
                            e);
                }
            }
        }
        return permissions;
    }

    private static Map<String, List<String>> active(
            ControlRows rows, ControlTable table, String key, String values) throws SQLException {
        Map<String, List<String>> active = new TreeMap<>();
        for (ControlRow row : rows.all(table)) {
            if (Nodes.flag(row.values(), "is_active", true)) {
                active.put(Nodes.text(row.values(), key, ""), Nodes.texts(row.values(), values));
            }
        }
        return active;
    }
}
