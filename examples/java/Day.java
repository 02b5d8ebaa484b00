// A small day at the town hall, from Java, through JNA.
//
//     javac -cp jna.jar Day.java && java -cp jna.jar:. Day path/to/examples/day/catalogue

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

public final class Day {
    /** What this program uses of grc.h. A size_t is a NativeLong here. */
    public interface Grc extends Library {
        String grc_version();

        int grc_new(PointerByReference engine);

        int grc_open(Pointer engine, byte[] path, NativeLong pathLength, byte[] options, NativeLong optionsLength);

        int grc_close(Pointer engine);

        int grc_errmsg(Pointer engine, byte[] buffer, NativeLong capacity, LongByReference length);

        int grc_call_keep(Pointer engine, byte[] operation, NativeLong operationLength, byte[] request, NativeLong requestLength);

        int grc_publish_directory_keep(Pointer engine, byte[] request, NativeLong requestLength, byte[] path, NativeLong pathLength);

        int grc_result_text(Pointer engine, byte[] pointer, NativeLong pointerLength, byte[] buffer, NativeLong capacity,
            LongByReference length);

        int grc_result_count(Pointer engine, byte[] pointer, NativeLong pointerLength, LongByReference count);
    }

    private static final Grc GRC = Native.load("grc", Grc.class);
    private static final String SYSTEM = "{\"kind\": \"system\"}";
    private static final String MARTIN = "{\"kind\": \"applicant\", \"id\": \"martin\"}";
    private static final String LEA = "{\"kind\": \"agent\", \"id\": \"lea\"}";

    private static Pointer engine;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static NativeLong size(byte[] bytes) {
        return new NativeLong(bytes.length);
    }

    private static void done(int status) {
        if (status != 0) {
            byte[] message = new byte[512];
            LongByReference length = new LongByReference();
            GRC.grc_errmsg(engine, message, size(message), length);
            throw new IllegalStateException(status + " " + Native.toString(message, "UTF-8"));
        }
    }

    private static int ask(String operation, String request) {
        byte[] name = bytes(operation);
        byte[] asked = bytes(request);
        return GRC.grc_call_keep(engine, name, size(name), asked, size(asked));
    }

    private static String text(String pointer) {
        byte[] buffer = new byte[512];
        LongByReference length = new LongByReference();
        done(GRC.grc_result_text(engine, bytes(pointer), size(bytes(pointer)), buffer, size(buffer), length));
        return new String(buffer, 0, (int) Math.min(length.getValue(), buffer.length), StandardCharsets.UTF_8);
    }

    private static long count(String pointer) {
        LongByReference count = new LongByReference();
        done(GRC.grc_result_count(engine, bytes(pointer), size(bytes(pointer)), count));
        return count.getValue();
    }

    private static String submission(String answers) {
        return "{\"actor\": " + MARTIN + ", \"procedure\": \"lampadaire\", \"scenario\": \"signaler\","
            + " \"applicant\": {\"audience\": \"citizen\", \"last_name\": \"Martin\", \"email\": \"martin@exemple.fr\"},"
            + " \"answers\": " + answers + "}";
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        out.println("grc " + GRC.grc_version());
        PointerByReference made = new PointerByReference();
        done(GRC.grc_new(made));
        engine = made.getValue();
        byte[] options = bytes("{\"now\": \"2026-03-02T08:00:00Z\"}");
        done(GRC.grc_open(engine, bytes(":memory:"), new NativeLong(8), options, size(options)));

        byte[] publication = bytes("{\"actor\": " + SYSTEM + "}");
        byte[] catalogue = bytes(arguments[0]);
        done(GRC.grc_publish_directory_keep(engine, publication, size(publication), catalogue, size(catalogue)));
        out.println("published: " + text("/versions/0/procedure") + ", version " + text("/versions/0/version"));
        done(ask("put_agent", "{\"actor\": " + SYSTEM + ", \"agent\": {\"id\": \"lea\", \"name\": \"Léa\","
            + " \"roles\": [{\"service\": \"eclairage\", \"role\": \"agent\"}]}}"));

        done(ask("route", "{\"visitor\": {\"actor\": " + MARTIN + "}, \"procedure\": \"lampadaire\"}"));
        out.println("offered: " + text("/offers/0/scenario") + " (" + text("/offers/0/title") + ")");

        int status = ask("submit", submission("{\"numero\": 0}"));
        out.println("refused: " + status + " " + text("/code"));
        for (long rank = 0; rank < count("/details/faults"); rank++) {
            String fault = "/details/faults/" + rank;
            out.println("  " + text(fault + "/path") + ": " + text(fault + "/message/fr"));
        }

        done(ask("submit", submission("{\"rue\": \"rue du Lavoir\", \"numero\": 12}")));
        String id = text("/id");
        out.println("filed: " + text("/reference") + ", " + text("/status"));

        done(ask("act", "{\"actor\": " + LEA + ", \"request\": \"" + id + "\", \"transition\": \"reparer\"}"));
        out.println("processed: " + text("/status") + ", " + text("/outcome"));

        done(ask("run_due", "{}"));
        done(ask("history", "{\"actor\": " + LEA + ", \"request\": \"" + id + "\", \"language\": \"fr\"}"));
        out.println("history:");
        for (long rank = 0; rank < count("/entries"); rank++) {
            out.println("  " + text("/entries/" + rank + "/text"));
        }
        done(GRC.grc_close(engine));
    }
}
