package throughline;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.operaton.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.operaton.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.operaton.bpm.engine.impl.variable.serializer.AbstractObjectValueSerializer;
import org.springframework.stereotype.Component;

/** Lists and maps as process variables, written as JSON: what the Spin plug-in does for an installed engine. */
@Component
public class JsonVariables extends AbstractProcessEnginePlugin {
  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    configuration.setCustomPreVariableSerializers(List.of(new JsonSerializer()));
  }

  private static final class JsonSerializer extends AbstractObjectValueSerializer {
    private final ObjectMapper json = new ObjectMapper();

    JsonSerializer() {
      super("application/json");
    }

    @Override
    public String getName() {
      return "json-collection";
    }

    @Override
    protected boolean canSerializeValue(Object value) {
      return value instanceof List || value instanceof Map;
    }

    @Override
    protected String getTypeNameForDeserialized(Object value) {
      return value instanceof List ? "java.util.ArrayList" : "java.util.LinkedHashMap";
    }

    @Override
    protected byte[] serializeToByteArray(Object value) throws IOException {
      return json.writeValueAsBytes(value);
    }

    @Override
    protected Object deserializeFromByteArray(byte[] bytes, String type) throws IOException {
      return json.readValue(bytes, Object.class);
    }

    @Override
    protected boolean isSerializationTextBased() {
      return true;
    }
  }
}
