package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.ManifestType;
import io.onefold.catalog.ReferenceKind;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlTable;
import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.json.Json;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.Spelling;
import io.onefold.model.access.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Roles and users.
enum AccessKind implements Kind {
    INSTANCE;

    private static final String PERMISSIONS = "/role/permissions";
    private static final String ROLES = "/user/roles";

    @Override
    public void check(Manifest manifest, Report report) {
        List<String> known = Arrays.stream(Permission.values()).map(Permission::wireName).toList();
        List<String> permissions = Nodes.texts(manifest.body(), "permissions");
        for (int i = 0; i < permissions.size(); i++) {
            String permission = permissions.get(i);
            if (!known.contains(permission)) {
                report.error(
                        Pointers.element(PERMISSIONS, i),
                        "found '"
                                + permission
                                + "'"
                                + Spelling.didYouMean(permission, known)
                                + " (allowed: "
                                + String.join(", ", known)
                                + ")",
                        "wrong-value");
            }
        }
    }

    @Override
    public List<Reference> references(Manifest manifest) {
        List<String> roles = Nodes.texts(manifest.body(), "roles");
        List<Reference> references = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            references.add(
                    new Reference(ReferenceKind.ROLE, roles.get(i), Pointers.element(ROLES, i)));
        }
        return references;
    }

    @Override
    public List<ControlRow> rows(Manifest manifest) {
        ObjectNode row = Json.object();
        row.put("is_active", true);
        if (manifest.type() == ManifestType.ROLE) {
            row.put("role_name", manifest.name());
            row.put("description", manifest.description());
            row.set("permissions", Json.texts(Nodes.texts(manifest.body(), "permissions")));
            return List.of(new ControlRow(ControlTable.APP_ROLE, row));
        }
        row.put("user_name", manifest.name());
        row.set("roles", Json.texts(Nodes.texts(manifest.body(), "roles")));
        return List.of(new ControlRow(ControlTable.APP_USER, row));
    }
}
