package io.onefold.server.internal.api;

import io.onefold.catalog.AuditKey;
import io.onefold.catalog.Catalog;
import io.onefold.fraud.Caller;
import io.onefold.model.access.Permission;
import io.onefold.model.audit.AuditEvent;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The audit log as the file that `onefold audit verify` follows.
@RestController
@RequestMapping("/api/audit")
@Tag(name = "audit")
class AuditController {

    private static final String LINES = "application/x-ndjson";

    private final Catalog catalog;
    private final AuditKey key;

    AuditController(Catalog catalog, AuditKey key) {
        this.catalog = catalog;
        this.key = key;
    }

    @GetMapping("/export")
    @Operation(summary = "The whole audit log, signed, one JSON object a line, as it is read")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = LINES, schema = @Schema(type = "string")))
    void exportAudit(Caller caller, HttpServletResponse response) throws IOException {
        CurrentCaller.require(caller, Permission.FRAUD_AUDIT);
        catalog.audit()
                .append(
                        new AuditEvent(
                                caller.principal().name(),
                                "audit.export",
                                "audit log",
                                "done",
                                Map.of()));
        response.setContentType(LINES);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"onefold-audit.jsonl\"");
        try (Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                response.getOutputStream(), StandardCharsets.UTF_8))) {
            catalog.audit().export(out, key);
        }
    }
}
