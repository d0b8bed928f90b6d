package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.cli.internal.print.Printer;
import io.onefold.fraud.Caller;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.decide.Explanations;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.run.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `onefold fraud replay`
@Command(
        name = "replay",
        description = {
            "Makes decisions again from what was kept of them, and compares the bytes of the answers; needs fraud_review.",
            "Of a period it lists the decisions that differ. Exit 4 when one does."
        },
        mixinStandardHelpOptions = true)
final class FraudReplay implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("transaction_id", "identical", "stored", "recomputed");

    private final Terminal terminal;

    @Parameters(
            paramLabel = "TRANSACTION_ID",
            arity = "0..1",
            description = "one payment; without it, all of a period")
    private @Nullable String transaction;

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            defaultValue = Caller.DEFAULT_TENANT,
            description = "whose payments (default: ${DEFAULT-VALUE})")
    private String tenant = Caller.DEFAULT_TENANT;

    @Mixin private final Period period = new Period();

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    private long same;
    private long different;
    private long gone;

    FraudReplay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String one = transaction;
        if (one == null && !period.isGiven()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "nothing says which decisions; name a transaction, or a period by --from and --to");
        }
        try (LookingBack back = LookingBack.open(terminal, caller, Permission.FRAUD_REVIEW)) {
            Explanations explanations = back.desks().explanations();
            if (one != null) {
                Explanations.Replay replay = explanations.replay(tenant, one);
                output.print(terminal, COLUMNS, List.of(row(one, replay)));
                return replay.identical() ? 0 : ErrorCode.CHECK_FAILED.exitCode();
            }
            output.print(terminal, COLUMNS, printer -> all(back, explanations, printer));
            terminal.say(
                    same
                            + " decisions are identical, "
                            + different
                            + " differ, "
                            + gone
                            + " can no longer be made again");
            return different == 0 ? 0 : ErrorCode.CHECK_FAILED.exitCode();
        }
    }

    private void all(LookingBack back, Explanations explanations, Printer printer) {
        Instant now = terminal.clock().instant();
        try (Progress.Task task = terminal.progress().begin("replay", -1)) {
            back.decisions()
                    .store()
                    .history(
                            period.from(now),
                            period.to(now),
                            kept -> {
                                if (kept.decision().caller().tenant().equals(tenant)) {
                                    again(explanations, kept, printer);
                                    task.add(1);
                                }
                            });
        }
    }

    private void again(Explanations explanations, KeptDecision kept, Printer printer) {
        try {
            Explanations.Replay replay = explanations.replay(kept);
            if (replay.identical()) {
                same++;
            } else {
                different++;
                printer.row(row(kept.decision().transactionId(), replay));
            }
        } catch (ProblemException erased) {
            if (erased.problem().code() != ProblemCode.NOT_FOUND) {
                throw erased;
            }
            gone++;
        }
    }

    /// The bytes are shown where they differ.
    private static List<@Nullable Object> row(String id, Explanations.Replay replay) {
        boolean identical = replay.identical();
        return Arrays.asList(
                id,
                identical,
                identical ? null : new String(replay.stored(), StandardCharsets.UTF_8),
                identical ? null : new String(replay.recomputed(), StandardCharsets.UTF_8));
    }
}
