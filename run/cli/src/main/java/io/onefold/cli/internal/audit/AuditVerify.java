package io.onefold.cli.internal.audit;

import io.onefold.catalog.AuditFile;
import io.onefold.catalog.AuditVerdict;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.server.AuditedDecisions;
import io.onefold.server.Decisions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `onefold audit verify`
@Command(
        name = "verify",
        description = {
            "Follows the audit log from its first event to its last and names the first link that does not hold.",
            "A FILE of onefold audit export is followed without a database; --live follows the log itself",
            "and compares the decisions that are kept with it."
        },
        mixinStandardHelpOptions = true)
final class AuditVerify implements Callable<Integer> {

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "a file of onefold audit export")
    private @Nullable Path file;

    @Option(names = "--live", description = "follow the log in the control database")
    private boolean live;

    @Option(
            names = "--key",
            paramLabel = "HEX",
            description =
                    "the public key that must have signed, as onefold audit key printed it (default: the one that the file"
                            + " names, or this installation's)")
    private @Nullable String key;

    AuditVerify(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path given = file;
        if (live == (given != null)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Missing what to verify; expected: a FILE, or --live");
        }
        AuditVerdict verdict = given == null ? ofDatabase() : ofFile(given);
        verdict.brokenLink().ifPresent(AuditVerify::refuse);
        terminal.say(
                "the audit log holds: "
                        + verdict.events()
                        + " events, "
                        + verdict.anchors()
                        + " signed heads");
        for (AuditVerdict.Uncovered end : verdict.uncovered()) {
            terminal.say(
                    "lane "
                            + end.lane()
                            + ": no signed head covers the last "
                            + end.events()
                            + " events yet; onefold audit export signs them");
        }
        return 0;
    }

    private static void refuse(AuditVerdict.BrokenLink broken) {
        throw new OnefoldException(
                ErrorCode.CHECK_FAILED,
                "the audit log does not hold at lane "
                        + broken.lane()
                        + ", event "
                        + broken.sequence()
                        + ": "
                        + broken.reason());
    }

    private AuditVerdict ofFile(Path given) {
        try (BufferedReader in = Files.newBufferedReader(terminal.workingFolder().resolve(given))) {
            return AuditFile.verify(in, trusted());
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the file " + given + " cannot be read; make one by onefold audit export",
                    e);
        }
    }

    private AuditVerdict ofDatabase() {
        try (Session session = Session.ofCatalog(terminal);
                Decisions decisions = Decisions.open(session.path())) {
            List<byte[]> keys = key == null ? List.of(decisions.auditKey().publicKey()) : trusted();
            AuditVerdict verdict = session.path().catalog().audit().verify(keys);
            if (verdict.brokenLink().isEmpty()) {
                compare(decisions.compareWithAudit());
            }
            return verdict;
        }
    }

    private void compare(AuditedDecisions compared) {
        compared.firstWrong()
                .ifPresent(
                        wrong -> {
                            throw new OnefoldException(
                                    ErrorCode.CHECK_FAILED,
                                    "what is kept of decisions does not fit the audit log: "
                                            + wrong);
                        });
        terminal.say("what is kept of decisions fits " + compared.events() + " events of theirs");
    }

    private List<byte[]> trusted() {
        String text = key;
        try {
            return text == null ? List.of() : List.of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "--key is '" + text + "'; expected 64 hex digits, as onefold audit key prints",
                    e);
        }
    }
}
