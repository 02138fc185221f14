package throughline;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** Operaton behind its REST interface. It ends when the process that started it does. */
@SpringBootApplication
public class RemoteEngine {
  public static void main(String[] arguments) {
    endWithParent();
    var context = (ServletWebServerApplicationContext) SpringApplication.run(RemoteEngine.class, arguments);
    System.out.println("remote-engine listens on port " + context.getWebServer().getPort());
  }

  /** The parent holds the other end of the input: it closes with the parent, however that ends. */
  private static void endWithParent() {
    var watch = new Thread(() -> {
      try {
        while (System.in.read() >= 0) {}
      } catch (IOException closed) {
        // Closed is what is waited for.
      }
      Runtime.getRuntime().halt(0);
    });
    watch.setDaemon(true);
    watch.start();
  }
}
