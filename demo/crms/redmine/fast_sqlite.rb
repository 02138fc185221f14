# The data can be made again at any time, so waiting for the disk on every one of 300 migrations buys nothing.
require 'active_record/connection_adapters/sqlite3_adapter'

ActiveRecord::ConnectionAdapters::SQLite3Adapter.prepend(Module.new do
  private

  def configure_connection
    super
    execute('PRAGMA synchronous = OFF', 'SCHEMA')
  end
end)
