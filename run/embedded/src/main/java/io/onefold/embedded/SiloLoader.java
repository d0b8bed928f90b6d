package io.onefold.embedded;

import io.onefold.embedded.internal.silo.Silo;
import io.onefold.embedded.internal.silo.SiloDatabase;
import io.onefold.embedded.internal.silo.SiloFolder;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Makes databases of a folder of schemas and rows, whoever wrote it: the demo's silos, a dump,
/// files of a bank.
///
/// A folder that was loaded before costs a reading of its files; one that changed is loaded anew.
public final class SiloLoader {

    private static final int SILOS_AT_ONCE = 2;

    private SiloLoader() {}

    /// What became of one silo.
    ///
    /// @param name the database
    /// @param part where it lies
    /// @param loaded false if it was there already, as the files say
    /// @param rows rows loaded now
    public record Outcome(String name, Part part, boolean loaded, long rows) {}

    /// The parts that a folder's silos need.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming what is wrong in the folder
    public static Set<Part> parts(Path folder, io.onefold.catalog.Settings settings) {
        Set<Part> parts = new TreeSet<>();
        new SiloFolder(folder, settings)
                .silos()
                .forEach(silo -> parts.add(Part.parse(silo.part())));
        return parts;
    }

    /// Brings the databases of a folder to what its files say, two at a time.
    ///
    /// @param folder with `silos.yaml`, or files `<silo>_schema.sql` and `<silo>_sample_data.sql`
    /// @throws OnefoldException (INVALID_INPUT, CONFLICT, UNAVAILABLE) if one could not be loaded
    public static List<Outcome> load(Path folder, Lease lease, Progress progress) {
        List<Silo> silos = new SiloFolder(folder, lease.settings()).silos();
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(
                        SILOS_AT_ONCE, Thread.ofPlatform().name("silo-", 0).factory())) {
            List<Future<Outcome>> loads =
                    silos.stream()
                            .map(silo -> threads.submit(() -> load(silo, lease, progress)))
                            .toList();
            for (Future<Outcome> load : loads) {
                outcomes.add(result(load));
            }
        }
        return outcomes;
    }

    private static Outcome load(Silo silo, Lease lease, Progress progress) {
        Part part = Part.parse(silo.part());
        SiloDatabase database = new SiloDatabase(silo, name -> lease.owner(part, name));
        var rows = database.load(progress);
        if (rows.isPresent()) {
            lease.wasMadeAnew(part, silo.name());
        }
        return new Outcome(silo.name(), part, rows.isPresent(), rows.orElse(0));
    }

    private static Outcome result(Future<Outcome> load) {
        try {
            return load.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case OnefoldException failure -> throw failure;
                case RuntimeException defect -> throw defect;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "loading the silos was interrupted; load the folder again",
                    e);
        }
    }
}
