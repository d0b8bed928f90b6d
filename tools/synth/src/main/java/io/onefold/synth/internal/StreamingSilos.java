package io.onefold.synth.internal;

import io.onefold.model.run.Progress;
import io.onefold.synth.internal.draw.Population;
import io.onefold.synth.internal.output.Folder;
import io.onefold.synth.internal.output.InOrder;
import io.onefold.synth.internal.output.Resources;
import io.onefold.synth.internal.output.RowWriter;
import io.onefold.synth.internal.output.RowWriter.Form;
import io.onefold.synth.internal.output.SiloIndex;
import io.onefold.synth.internal.output.Table;
import io.onefold.synth.internal.streaming.Block;
import io.onefold.synth.internal.streaming.StreamingData;
import io.onefold.synth.internal.streaming.StreamingTables;
import io.onefold.synth.internal.truth.TruthWriter;
import java.util.ArrayList;
import java.util.List;

/// The three silos of a streaming service: profiles, streams, support.
///
/// Blocks are drawn and spelt on several threads and written in order; what has been written is
/// forgotten.
final class StreamingSilos implements SiloFamily {

    private static final String PART = "postgres";

    @Override
    public void write(
            Population population, Order order, Folder folder, SiloIndex index, Progress progress) {
        StreamingData data = new StreamingData(population, order.asOf());
        TruthWriter truth = new TruthWriter(folder, data.shelf(), order.asOf(), order.scale());
        Form form = order.form();
        begin(folder, form);
        still(data, folder, form);
        try (Progress.Task task =
                progress.begin("streaming", (long) order.scale() * Block.EVENTS)) {
            InOrder.run(
                    order.scale(),
                    order.threads(),
                    number -> spell(data, number, order),
                    piece -> {
                        for (int i = 0; i < StreamingTables.GROWING.size(); i++) {
                            folder.append(
                                    file(StreamingTables.GROWING.get(i), form),
                                    piece.rows().get(i));
                        }
                        truth.add(piece.number(), piece.truth());
                        task.add(Block.EVENTS);
                    });
        }
        truth.finish(population, data::accountId);
        truth.planted(data.planted(), StreamingData.CANARY);
        if (order.scale() == 1) {
            truth.answers(data.planted());
        }
        end(folder, form, index);
    }

    /// A block as bytes, and what it makes true.
    private record Piece(int number, List<byte[]> rows, TruthWriter.Contribution truth) {}

    private static Piece spell(StreamingData data, int number, Order order) {
        Block block = data.block(number);
        List<byte[]> rows = new ArrayList<>();
        for (Table table : StreamingTables.GROWING) {
            RowWriter writer = RowWriter.of(order.form(), table);
            StreamingTables.write(table, block, writer);
            rows.add(writer.take());
        }
        return new Piece(number, rows, TruthWriter.contribution(block, order.asOf()));
    }

    private static String file(Table table, Form form) {
        return switch (form) {
            case SQL -> dataFile(table.silo());
            case CSV -> table.csvFile();
        };
    }

    private static String dataFile(String silo) {
        return silo + "_sample_data.sql";
    }

    private static String schemaFile(String silo) {
        return silo + "_schema.sql";
    }

    private static void begin(Folder folder, Form form) {
        for (String silo : StreamingTables.SILOS) {
            folder.append(
                    schemaFile(silo), Resources.read(StreamingTables.class, schemaFile(silo)));
            folder.append(
                    dataFile(silo),
                    "-- Rows of "
                            + silo
                            + ", for an empty database made by "
                            + schemaFile(silo)
                            + ".\n");
        }
        for (Table table : StreamingTables.ALL) {
            folder.append(file(table, form), RowWriter.header(form, table));
        }
    }

    /// The tables that do not grow.
    private static void still(StreamingData data, Folder folder, Form form) {
        for (Table table : StreamingTables.ALL) {
            if (!StreamingTables.GROWING.contains(table)) {
                RowWriter writer = RowWriter.of(form, table);
                StreamingTables.write(table, data.shelf(), writer);
                folder.append(file(table, form), writer.take());
            }
        }
    }

    /// With a CSV per table, the SQL file is a script for psql that copies them.
    private static void end(Folder folder, Form form, SiloIndex index) {
        for (String silo : StreamingTables.SILOS) {
            List<Table> tables =
                    StreamingTables.ALL.stream()
                            .filter(table -> table.silo().equals(silo))
                            .toList();
            switch (form) {
                case SQL -> index.sql(silo, PART, schemaFile(silo), dataFile(silo));
                case CSV -> {
                    tables.forEach(table -> folder.append(dataFile(silo), table.copy()));
                    index.csv(silo, PART, schemaFile(silo), tables);
                }
            }
        }
    }
}
