package io.onefold.catalog;

import static io.onefold.catalog.Fixture.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Users have what their roles give them, and no more.
final class AccessTest {

    private final Fixture fixture = new Fixture();
    private final Access access = fixture.catalog.access();

    @Test
    void aUserHasThePermissionsOfItsRoles() {
        fixture.apply(
                """
                {name: support, version: v1, type: role, role: {permissions: [data_read, steward]}}
                ---
                {name: asha, version: v1, type: user, user: {roles: [support, pii-reader]}}
                """);

        assertThat(access.principal("asha").roles())
                .containsExactlyInAnyOrder("support", "pii-reader");
        assertThat(access.principal("asha").permissions())
                .containsExactlyInAnyOrder(
                        Permission.DATA_READ, Permission.STEWARD, Permission.PII_REVEAL);
        assertThat(access.principal("asha").system()).isFalse();
        assertThat(access.users()).containsEntry("asha", List.of("support", "pii-reader"));
    }

    @Test
    void theRolesThatShipAreThere() {
        assertThat(access.roles().keySet())
                .containsExactly(
                        "admin",
                        "auditor",
                        "fraud-analyst",
                        "fraud-approver",
                        "fraud-modeller",
                        "fraud-service",
                        "graph-admin",
                        "lake-operator",
                        "operator",
                        "pii-reader",
                        "reader",
                        "steward");
        assertThat(access.permissions(List.of("operator", "no-such-role")))
                .isEqualTo(Set.of(Permission.DATA_READ, Permission.DATA_OPERATE));
        assertThat(
                        access.roles().keySet().stream()
                                .flatMap(role -> access.permissions(List.of(role)).stream()))
                .as("together they give everything")
                .contains(Permission.values());
    }

    @Test
    void anUnknownUserIsRefusedByName() {
        fixture.apply("{name: asha, version: v1, type: user, user: {roles: [reader]}}");

        assertThatThrownBy(() -> access.principal("ashe"))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("did you mean 'asha'?");
    }

    @Test
    void whoIsSwitchedOffByHandIsOut() {
        fixture.apply("{name: asha, version: v1, type: user, user: {roles: [reader, steward]}}");
        fixture.execute(
                "update control.app_role set is_active = false where role_name = 'steward'");

        assertThat(access.principal("asha").roles()).containsExactly("reader");
        fixture.execute("update control.app_user set is_active = false");
        assertThatThrownBy(() -> access.principal("asha"))
                .hasMessageContaining("there is no user 'asha'");
    }

    @Test
    void aRoleWithAPermissionThatDoesNotExistIsNamed() {
        fixture.apply("{name: asha, version: v1, type: user, user: {roles: [reader]}}");
        fixture.execute(
                "update control.app_role set permissions = '{data_raed}' where role_name = 'reader'");

        assertThatThrownBy(() -> access.principal("asha"))
                .hasMessageContaining("role 'reader': 'data_raed' is not a permission");
    }

    @Test
    void aRoleInUseIsNotDeleted() {
        fixture.apply(
                """
                {name: support, version: v1, type: role, role: {permissions: [data_read]}}
                ---
                {name: asha, version: v1, type: user, user: {roles: [support]}}
                """);

        assertThatThrownBy(
                        () -> fixture.catalog.delete(ManifestType.ROLE, "support", false, OPERATOR))
                .hasMessageContaining("role support is still used by user asha");
    }
}
