using System.Management.Automation;
using Universal.ScriptHost.Protocol;

namespace Universal.ScriptHost.PowerShell;

/// <summary>Asks the node and waits for the answer. One question at a time.</summary>
internal sealed class Questions(Action<HostMessage> send)
{
    private readonly Lock _asking = new();
    private readonly object _gate = new();
    private int _id;
    private string? _answer;
    private bool _cancelled;

    /// <summary>Called before each question, by whoever asks it.</summary>
    public Action Asking { get; set; } = () => { };

    /// <summary>Asks and waits.</summary>
    /// <exception cref="PipelineStoppedException">The script is to stop.</exception>
    public string Ask(QuestionKind kind, string prompt, IReadOnlyList<string>? choices = null, int? byDefault = null)
    {
        Asking();
        lock (_asking)
        {
            lock (_gate)
            {
                _id++;
                _answer = null;
            }

            send(new Question(_id, kind, prompt, choices ?? [], byDefault));
            lock (_gate)
            {
                while (_answer is null && !_cancelled)
                    Monitor.Wait(_gate);
                return _answer ?? throw new PipelineStoppedException();
            }
        }
    }

    /// <summary>Takes an answer. One to another question than the open one is dropped.</summary>
    public void Answer(AnswerQuestion answer)
    {
        lock (_gate)
        {
            if (answer.Id != _id)
                return;
            _answer = answer.Text;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends the wait, now and for every later question.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            _cancelled = true;
            Monitor.PulseAll(_gate);
        }
    }
}
