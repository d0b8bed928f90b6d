package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.AuditFile;
import io.onefold.catalog.AuditVerdict;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.io.BufferedReader;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditExportTest {

    private final ServerFixture onefold = ServerFixture.shared();

    @Test
    void theExportedLogHoldsByTheKeyOfThisInstallationAndNamesWhoExportedIt() {
        String auditor =
                onefold.token(
                        new Principal("eli", Set.of(), Set.of(Permission.FRAUD_AUDIT), false));
        onefold.post("/predict", onefold.service(), PredictTest.payment("audited", "20.00"));

        HttpResponse<String> file = onefold.get("/api/audit/export", auditor);

        AuditVerdict verdict =
                AuditFile.verify(
                        new BufferedReader(new StringReader(file.body())),
                        List.of(onefold.decisions.auditKey().publicKey()));
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/x-ndjson");
        assertThat(verdict.brokenLink()).isEmpty();
        assertThat(verdict.events())
                .isEqualTo(onefold.rows("select count(*) from audit.event"))
                .isGreaterThan(2);
        assertThat(file.body()).contains("fraud_prediction").contains("audit.export");
        String cut = file.body().substring(0, file.body().lastIndexOf("\n{") + 1);
        assertThat(
                        AuditFile.verify(new BufferedReader(new StringReader(cut)), List.of())
                                .brokenLink())
                .isPresent();
    }
}
